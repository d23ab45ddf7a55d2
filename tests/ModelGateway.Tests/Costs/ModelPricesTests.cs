using Microsoft.Extensions.Time.Testing;
using ModelGateway.Costs;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Costs;

/// <summary>Which price is in force, by date, hour, service tier and size.</summary>
public sealed class ModelPricesTests
{
    private static readonly DateTimeOffset September = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void APriceThatIsUnknown_IsNotFree()
    {
        FakeTimeProvider time = new(September);
        TokenUsage usage = new(10, 0, 0, 10, 0);

        Assert.Null(new DeploymentPricing(new ModelInfo { Id = "m" }).At(time));
        Assert.Null(CostCalculator.Calculate(usage, null));
        Assert.Null(CostCalculator.Calculate(usage, new DeploymentPricing(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 1m)) })).At(time)));
        Assert.Null(new DeploymentPricing(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 1m)), From = September.AddDays(1) })).At(time));
        PriceQuote free = new DeploymentPricing(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 0m), (PriceUnit.Output, 0m)) })).At(time)!;
        Assert.Equal((0m, 0m, long.MaxValue), (CostCalculator.Calculate(usage, free), CostCalculator.Ceiling(10, 10, free), CostCalculator.AffordableOutput(0, 10, free)));
    }

    [Fact]
    public void TheApplicationsPrice_GoesBeforeTheCatalogs()
    {
        ModelInfo catalog = Model(new PriceRule { Rates = Rates((PriceUnit.Input, 9m), (PriceUnit.Output, 9m)) });
        ModelInfo model = new ModelInfo { Id = "m", Pricing = ModelPricing.PerMillion(1, 2) }.Over(catalog);

        Assert.Equal(3m, Millionths(new DeploymentPricing(model).At(new FakeTimeProvider(September)), new TokenUsage(1, 0, 0, 1, 0)));
    }

    [Fact]
    public void ADatedPrice_ChangesAtMidnightUtc()
    {
        // As Claude Sonnet 5's did: $2 and $10 until the end of August, then $3 and $15.
        DeploymentPricing prices = new(Model(
            new PriceRule { Rates = Rates((PriceUnit.Input, 2m), (PriceUnit.Output, 10m)) },
            new PriceRule { Rates = Rates((PriceUnit.Input, 3m), (PriceUnit.Output, 15m)), From = September }));
        FakeTimeProvider time = new(September.AddSeconds(-1));
        PriceQuote before = prices.At(time)!;

        Assert.Equal(2m, before.For(0).Input);
        time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Same(before, prices.At(time));
        time.Advance(TimeSpan.FromTicks(1));
        PriceQuote after = prices.At(time)!;
        Assert.Equal(3m, after.For(0).Input);
        time.Advance(TimeSpan.FromDays(400));
        Assert.Same(after, prices.At(time));

        // A clock that is set back, or another thread's reading from before.
        Assert.Equal(2m, prices.At(September.AddTicks(-1))!.For(0).Input);
        Assert.Equal(3m, prices.At(September)!.For(0).Input);
        Assert.Equal(2m, prices.At(new DateTimeOffset(2026, 9, 1, 1, 0, 0, TimeSpan.FromHours(2)))!.For(0).Input);
    }

    [Theory]
    [InlineData("16:29:59", 1)]
    [InlineData("16:30:00", 0.5)]
    [InlineData("23:59:59", 0.5)]
    [InlineData("00:00:00", 0.5)]
    [InlineData("00:29:59", 0.5)]
    [InlineData("00:30:00", 1)]
    [InlineData("12:00:00", 1)]
    public void AWindowOverMidnight_HasItsOwnPrice(string at, double expected)
    {
        // As DeepSeek's was in 2025.
        ModelInfo model = OffPeak([]);
        DateTimeOffset instant = September.Add(TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan());

        Assert.Equal((decimal)expected, new DeploymentPricing(model).At(instant)!.For(0).Input);
    }

    [Fact]
    public void AQuoteThatIsKept_IsAlwaysTheOneInForce()
    {
        // The same instants, asked of one that keeps its quote and of the rules themselves: a week in odd steps.
        ModelInfo model = OffPeak([DayOfWeek.Monday, DayOfWeek.Friday]);
        model = model with { Pricing = model.Pricing! with { Rules = [.. model.Pricing.Rules, new PriceRule { From = September.AddDays(3).AddHours(5), Until = September.AddDays(5), Rates = Rates((PriceUnit.Input, 7m), (PriceUnit.Output, 7m)) }] } };
        DeploymentPricing prices = new(model);
        FakeTimeProvider time = new(September.AddDays(-1));
        HashSet<decimal?> seen = [];
        for (int i = 0; i < 8 * 24 * 13; i++)
        {
            decimal? expected = model.Pricing!.Find(time.GetUtcNow())!.Rates[PriceUnit.Input];
            seen.Add(expected);
            Assert.Equal((time.GetUtcNow(), expected), (time.GetUtcNow(), prices.At(time)!.For(0).Input));
            time.Advance(TimeSpan.FromSeconds(277));
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void ATier_IsACliff_AndKeepsWhatItDoesNotName()
    {
        PriceQuote quote = PriceQuote.Of(new PriceRule
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
    public void AnEstimateNearACliff_IsHeldAsIfItWereAboveIt()
    {
        PriceQuote quote = PriceQuote.Of(new PriceRule
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
    public void EveryBucket_HasItsPrice_OrItsSiblings()
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
            (PriceUnit.AudioInput, 40m), (PriceUnit.AudioOutput, 80m), (PriceUnit.ImageInput, 5m), (PriceUnit.ImageOutput, 30m), (PriceUnit.VideoInput, 6m),
        ];

        Assert.Equal((146 * 2m) + (11_023 * 8m), Millionths(Quote(plain), usage));
        Assert.Equal(
            (18 * 2m) + (10 * 0.5m) + (60 * 2.5m) + (40 * 4m) + (5 * 40m) + (6 * 5m) + (7 * 6m) + (1_000 * 8m) + (10_000 * 9m) + (11 * 80m) + (12 * 30m),
            Millionths(Quote(own), usage));
    }

    [Fact]
    public void CallsOfTools_AreInTheCost_AsFarAsTheyHaveAPrice()
    {
        TokenUsage usage = new(1, 0, 0, 0, 0) { WebSearches = 3, WebFetches = 2, FileSearches = 4, CodeExecutions = 5, OtherServerToolCalls = 6 };
        PriceQuote none = Quote((PriceUnit.Input, 1m), (PriceUnit.Output, 1m));
        PriceQuote all = Quote(
            (PriceUnit.Input, 1m), (PriceUnit.Output, 1m), (PriceUnit.WebSearch, 10m), (PriceUnit.WebFetch, 0m), (PriceUnit.FileSearch, 2.5m), (PriceUnit.CodeSession, 0.03m),
            (PriceUnit.Request, 5m));

        Assert.Equal((1m, 20), (Millionths(none, usage), CostCalculator.UnpricedCalls(usage, none)));
        Assert.Equal((1m + 30_000m + 10_000m + 30_000m + 5_000m, 6), (Millionths(all, usage), CostCalculator.UnpricedCalls(usage, all)));
        Assert.Equal(0m, Millionths(all, default));
        Assert.Equal(5_000m + 10m, CostCalculator.Ceiling(10, 0, all) * 1_000_000m);
    }

    [Fact]
    public void AServiceTier_HasItsOwnPrice_AndIsHeldAsTheDearerOfBoth()
    {
        FakeTimeProvider time = new(September);
        DeploymentPricing prices = new(Model(
            new PriceRule { Rates = Rates((PriceUnit.Input, 2m), (PriceUnit.Output, 8m)) },
            new PriceRule { Rates = Rates((PriceUnit.Input, 1m), (PriceUnit.Output, 4m)), ServiceTier = "flex" },
            new PriceRule { Rates = Rates((PriceUnit.Input, 4m), (PriceUnit.Output, 16m)), ServiceTier = "priority" }));
        PriceQuote standard = prices.At(time)!;

        Assert.All(["default", "auto", "standard_only", "Standard", "on_demand", "", "unheard-of"], tier => Assert.Null(prices.At(time, tier)!.ServiceTier));
        Assert.Same(standard, prices.At(time, "default"));
        PriceQuote flex = prices.At(time, "Flex")!;
        Assert.Same(flex, prices.At(time, "flex"));
        Assert.Equal((1m, 10m), (flex.For(0).Input, CostCalculator.Ceiling(1, 1, flex) * 1_000_000m));
        Assert.Equal((4m, 20m), (prices.At(time, "priority")!.For(0).Input, CostCalculator.Ceiling(1, 1, prices.At(time, "priority")!) * 1_000_000m));
    }

    [Fact]
    public void AskingForAPrice_AllocatesNothing()
    {
        FakeTimeProvider time = new(September);
        DeploymentPricing[] all = [new(OffPeak([])), new(new ModelInfo { Id = "m", Pricing = ModelPricing.PerMillion(1, 2) }), new(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 1m)) }))];
        decimal? sum = Sum();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += Sum();
        }

        // The first is at its off-peak price then.
        Assert.Equal((before, 101 * 250m), (GC.GetAllocatedBytesForCurrentThread(), sum * 1_000_000m));

        decimal? Sum()
        {
            decimal? cost = 0;
            foreach (DeploymentPricing prices in all)
            {
                cost += CostCalculator.Calculate(new TokenUsage(100, 0, 0, 0, 0), prices.At(time));
                _ = CostCalculator.Ceiling(100, 10, prices.At(time, "flex")!);
            }

            return cost;
        }
    }

    private static ModelInfo OffPeak(DayOfWeek[] days) => Model(
        new PriceRule { Rates = Rates((PriceUnit.Input, 1m), (PriceUnit.Output, 2m)) },
        new PriceRule
        {
            Rates = Rates((PriceUnit.Input, 0.5m), (PriceUnit.Output, 1m)),
            Window = new PriceWindow(new TimeOnly(16, 30), new TimeOnly(0, 30)) { Days = days },
        });

    private static decimal? Millionths(PriceQuote? quote, TokenUsage usage) => CostCalculator.Calculate(usage, quote) * 1_000_000m;

    private static PriceQuote Quote(params (PriceUnit, decimal)[] rates) => PriceQuote.Of(new PriceRule { Rates = Rates(rates) });

    private static ModelInfo Model(params PriceRule[] rules) => new() { Id = "m", Pricing = new ModelPricing { Rules = rules } };

    private static PriceRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) => new(rates.Select(static rate => KeyValuePair.Create(rate.Unit, rate.Usd)));
}
