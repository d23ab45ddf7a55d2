using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

public sealed class CostCalculatorTests
{
    private static readonly ModelPricing Hour = ModelPricing.PerMillion(1, 5, cacheWrite: 1.25m, cacheWrite1Hour: 2);

    [Fact]
    public void Calculate_BillsEveryTokenOnceAtAFlatPrice()
    {
        TokenUsage usage = new(1, 10, 100, 1000, 10_000)
        {
            CacheWrite1HourTokens = 40,
            AudioInputTokens = 5,
            ImageInputTokens = 6,
            VideoInputTokens = 7,
            DocumentInputTokens = 8,
            ToolInputTokens = 9,
            AudioOutputTokens = 11,
            ImageOutputTokens = 12,
            WebSearches = 99,
        };
        Assert.Equal(
            ((1 + 5 + 6 + 7 + 8 + 9) * 2m) + (10 * 0.5m) + (100 * 2.5m) + ((1000 + 10_000 + 11 + 12) * 8m),
            CostCalculator.Calculate(usage, PriceQuote.From(
                ModelPricing.PerMillion(2, 8, cacheRead: 0.5m, cacheWrite: 2.5m).Rules[0])) * 1_000_000m);
    }

    [Fact]
    public void Calculate_PricesOneHourCacheWritesSeparately()
    {
        TokenUsage usage = new(0, 0, 100, 0, 0) { CacheWrite1HourTokens = 40 };

        Assert.Equal((60 * 1.25m) + (40 * 2m), CostCalculator.Calculate(usage, PriceQuote.From(Hour.Rules[0])) * 1_000_000m);
        Assert.Equal(
            100 * 1.25m, CostCalculator.Calculate(
                usage, PriceQuote.From(ModelPricing.PerMillion(1, 5, cacheWrite: 1.25m).Rules[0])) * 1_000_000m);
        Assert.Equal((10 * 2m) + (10 * 5m), CostCalculator.Ceiling(10, 10, PriceQuote.From(Hour.Rules[0])) * 1_000_000m);
    }

    [Fact]
    public void Ceiling_CountsATierCloseAboveTheEstimate()
    {
        PriceQuote quote = PriceQuote.From(new PriceRule
        {
            Rates = Rates((PriceUnit.Input, 3m), (PriceUnit.Output, 15m)),
            Tiers = [new(200_000, Rates((PriceUnit.Input, 6m), (PriceUnit.Output, 22.5m)))],
        });

        Assert.Equal((160_000 * 3m) + 15m, CostCalculator.Ceiling(160_000, 1, quote) * 1_000_000m);
        Assert.Equal((160_001 * 6m) + 22.5m, CostCalculator.Ceiling(160_001, 1, quote) * 1_000_000m);
        Assert.Equal(1_000, CostCalculator.AffordableOutput(((180_000 * 6m) + (1_000 * 22.5m)) / 1_000_000m, 180_000, quote));
        Assert.Equal(0, CostCalculator.AffordableOutput(1m, 180_000, quote));
    }

    [Fact]
    public void Calculate_PricesEveryBucketOrFallsBackToThePlainPrice()
    {
        TokenUsage usage = new(1, 10, 100, 1_000, 10_000)
        {
            CacheWrite1HourTokens = 40,
            AudioInputTokens = 5,
            ImageInputTokens = 6,
            VideoInputTokens = 7,
            DocumentInputTokens = 8,
            ToolInputTokens = 9,
            AudioOutputTokens = 11,
            ImageOutputTokens = 12,
        };
        (PriceUnit, decimal)[] plain = [(PriceUnit.Input, 2m), (PriceUnit.Output, 8m)];
        (PriceUnit, decimal)[] own =
        [
            .. plain, (PriceUnit.CacheRead, 0.5m), (PriceUnit.CacheWrite, 2.5m), (PriceUnit.CacheWrite1Hour, 4m), (PriceUnit.Reasoning, 9m),
            (PriceUnit.AudioInput, 40m), (PriceUnit.AudioOutput, 80m), (PriceUnit.ImageInput, 5m), (PriceUnit.ImageOutput, 30m), (
                PriceUnit.VideoInput, 6m),
        ];

        Assert.Equal((146 * 2m) + (11_023 * 8m), Millionths(Quote(plain), usage));
        Assert.Equal(
            (18 * 2m) + (10 * 0.5m) + (60 * 2.5m) + (40 * 4m) + (5 * 40m) + (6 * 5m) + (7 * 6m) + (1_000 * 8m) + (10_000 * 9m) + (11 * 80m)
                + (12 * 30m),
            Millionths(Quote(own), usage));
    }

    [Fact]
    public void Calculate_IncludesToolCallsThatHaveAPrice()
    {
        TokenUsage usage =
            new(1, 0, 0, 0, 0) { WebSearches = 3, WebFetches = 2, FileSearches = 4, CodeExecutions = 5, OtherServerToolCalls = 6 };
        PriceQuote none = Quote((PriceUnit.Input, 1m), (PriceUnit.Output, 1m));
        PriceQuote all = Quote(
            (PriceUnit.Input, 1m), (PriceUnit.Output, 1m), (PriceUnit.WebSearch, 10m), (PriceUnit.WebFetch, 0m), (
                PriceUnit.FileSearch, 2.5m), (PriceUnit.CodeSession, 0.03m),
            (PriceUnit.Request, 5m));

        Assert.Equal((1m, 20), (Millionths(none, usage), CostCalculator.UnpricedCalls(usage, none)));
        Assert.Equal((1m + 30_000m + 10_000m + 30_000m + 5_000m, 6), (Millionths(all, usage), CostCalculator.UnpricedCalls(usage, all)));
        Assert.Equal(0m, Millionths(all, default));
        Assert.Equal(5_000m + 10m, CostCalculator.Ceiling(10, 0, all) * 1_000_000m);
    }

    private static decimal? Millionths(PriceQuote? quote, TokenUsage usage) => CostCalculator.Calculate(usage, quote) * 1_000_000m;

    private static PriceQuote Quote(params (PriceUnit, decimal)[] rates) => PriceQuote.From(new PriceRule { Rates = Rates(rates) });

    private static PriceRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) =>
        new(rates.Select(static rate => KeyValuePair.Create(rate.Unit, rate.Usd)));
}
