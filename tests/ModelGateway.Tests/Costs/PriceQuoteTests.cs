using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

public sealed class PriceQuoteTests
{
    [Fact]
    public void Tier_AppliesToTheWholeInputAndInheritsMissingPrices()
    {
        PriceQuote quote = PriceQuote.From(new PriceRule
        {
            Rates = Rates((PriceUnit.Input, 3m), (PriceUnit.Output, 15m), (PriceUnit.CacheRead, 0.3m)),
            Tiers = [new(200_000, Rates((PriceUnit.Input, 6m), (PriceUnit.Output, 22.5m))), new(500_000, Rates((PriceUnit.Output, 30m)))],
        });

        Assert.Equal((200_000 * 3m) + 15m, Millionths(quote, new TokenUsage(200_000, 0, 0, 1, 0)));
        Assert.Equal((200_001 * 6m) + 22.5m, Millionths(quote, new TokenUsage(200_001, 0, 0, 1, 0)));
        Assert.Equal((150_000 * 3m) + (50_000 * 0.3m), Millionths(quote, new TokenUsage(150_000, 50_000, 0, 0, 0)));
        Assert.Equal((150_000 * 6m) + (50_001 * 0.3m), Millionths(quote, new TokenUsage(150_000, 50_001, 0, 0, 0)));
        Assert.Equal((500_001 * 6m) + 30m, Millionths(quote, new TokenUsage(500_001, 0, 0, 1, 0)));
    }

    [Fact]
    public void Reach_CoversTheTierOfTheEstimateAndAQuarterMore()
    {
        PriceQuote quote = PriceQuote.From(new PriceRule
        {
            Rates = Rates((PriceUnit.Input, 3m), (PriceUnit.Output, 15m)),
            Tiers = [new(1_000, Rates((PriceUnit.Input, 1m), (PriceUnit.Output, 20m)))],
        });

        Assert.Equal(new PriceCeiling(3m, 15m, 0m), quote.Reach(800));
        Assert.Equal(new PriceCeiling(3m, 20m, 0m), quote.Reach(801));
        Assert.Equal((3m, 1m), (quote.For(1_000).Input, quote.For(1_001).Input));
    }

    [Fact]
    public void Reach_CoversTheStandardTierOfAServiceTier()
    {
        PriceQuote standard = PriceQuote.From(new PriceRule { Rates = Rates((PriceUnit.Input, 2m), (PriceUnit.Output, 8m)) });
        PriceQuote flex = PriceQuote.From(
            new PriceRule { Rates = Rates((PriceUnit.Input, 1m), (PriceUnit.Output, 9m)), ServiceTier = "flex" }, standard);

        Assert.Equal(("flex", 1m), (flex.ServiceTier, flex.For(0).Input));
        Assert.Equal(new PriceCeiling(2m, 9m, 0m), flex.Reach(0));
    }

    [Fact]
    public void From_TakesAFlatPrice()
    {
        PriceQuote quote = PriceQuote.From(ModelPricing.PerMillion(2, 8, cacheRead: 0.5m).Rules[0]);

        Assert.Equal((2m, 8m, 0.5m, 2m), (quote.For(5).Input, quote.For(5).Output, quote.For(5).CacheRead, quote.For(5).CacheWrite));
        Assert.Null(quote.ServiceTier);
    }

    private static decimal? Millionths(PriceQuote? quote, TokenUsage usage) => CostCalculator.Calculate(usage, quote) * 1_000_000m;

    private static PriceRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) =>
        new(rates.Select(static rate => KeyValuePair.Create(rate.Unit, rate.Usd)));
}
