using Microsoft.Extensions.Time.Testing;
using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

/// <summary>Which price is in force, by date, hour and service tier.</summary>
public sealed class DeploymentPricingTests
{
    private static readonly DateTimeOffset September = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void UnknownPrice_IsNotFree()
    {
        FakeTimeProvider time = new(September);
        TokenUsage usage = new(10, 0, 0, 10, 0);

        Assert.Null(new DeploymentPricing(new ModelInfo { Id = "m" }).At(time));
        Assert.Null(CostCalculator.Calculate(usage, null));
        Assert.Null(
            CostCalculator.Calculate(usage, new DeploymentPricing(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 1m)) })).At(time)));
        Assert.Null(
            new DeploymentPricing(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 1m)), From = September.AddDays(1) })).At(time));
        PriceQuote free = new DeploymentPricing(Model(new PriceRule { Rates = Rates((PriceUnit.Input, 0m), (PriceUnit.Output, 0m)) }))
            .At(time)!;
        Assert.Equal((0m, 0m, long.MaxValue), (
            CostCalculator.Calculate(usage, free), CostCalculator.Ceiling(10, 10, free), CostCalculator.AffordableOutput(0, 10, free)));
    }

    [Fact]
    public void FlatPrice_TakesPrecedenceOverTheCatalog()
    {
        ModelInfo catalog = Model(new PriceRule { Rates = Rates((PriceUnit.Input, 9m), (PriceUnit.Output, 9m)) });
        ModelInfo model = new ModelInfo { Id = "m", Pricing = ModelPricing.PerMillion(1, 2) }.Over(catalog);

        Assert.Equal(3m, Millionths(new DeploymentPricing(model).At(new FakeTimeProvider(September)), new TokenUsage(1, 0, 0, 1, 0)));
    }

    [Fact]
    public void At_ChangesADatedPriceAtMidnightUtc()
    {
        // As for Claude Sonnet 5: $2 and $10 until the end of August, then $3 and $15.
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

        // A clock that was set back, or a timestamp that another thread took earlier.
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
    public void At_AppliesAWindowOverMidnight(string at, double expected)
    {
        // As for DeepSeek in 2025.
        ModelInfo model = OffPeak([]);
        DateTimeOffset instant = September.Add(TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan());

        Assert.Equal((decimal)expected, new DeploymentPricing(model).At(instant)!.For(0).Input);
    }

    [Fact]
    public void At_KeepsAQuoteOnlyWhileItIsInForce()
    {
        // Compares the kept quote with the rules themselves, over a week in odd steps.
        ModelInfo model = OffPeak([DayOfWeek.Monday, DayOfWeek.Friday]);
        model = model with
        {
            Pricing = model.Pricing! with
            {
                Rules = [.. model.Pricing.Rules, new PriceRule { From = September.AddDays(3)
            .AddHours(5), Until = September.AddDays(5), Rates = Rates((PriceUnit.Input, 7m), (PriceUnit.Output, 7m)) }]
            }
        };
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
    public void At_QuotesServiceTiersWithTheHigherCeiling()
    {
        FakeTimeProvider time = new(September);
        DeploymentPricing prices = new(Model(
            new PriceRule { Rates = Rates((PriceUnit.Input, 2m), (PriceUnit.Output, 8m)) },
            new PriceRule { Rates = Rates((PriceUnit.Input, 1m), (PriceUnit.Output, 4m)), ServiceTier = "flex" },
            new PriceRule { Rates = Rates((PriceUnit.Input, 4m), (PriceUnit.Output, 16m)), ServiceTier = "priority" }));
        PriceQuote standard = prices.At(time)!;

        Assert.All(["default", "auto", "standard_only", "Standard", "on_demand", "", "unheard-of"], tier =>
            Assert.Null(prices.At(time, tier)!.ServiceTier));
        Assert.Same(standard, prices.At(time, "default"));
        PriceQuote flex = prices.At(time, "Flex")!;
        Assert.Same(flex, prices.At(time, "flex"));
        Assert.Equal((1m, 10m), (flex.For(0).Input, CostCalculator.Ceiling(1, 1, flex) * 1_000_000m));
        Assert.Equal((4m, 20m), (
            prices.At(time, "priority")!.For(0).Input, CostCalculator.Ceiling(1, 1, prices.At(time, "priority")!) * 1_000_000m));
    }

    [Fact]
    public void At_AllocatesNothing()
    {
        FakeTimeProvider time = new(September);
        DeploymentPricing[] all = [new(OffPeak([])), new(new ModelInfo { Id = "m", Pricing = ModelPricing.PerMillion(1, 2) }), new(
            Model(new PriceRule { Rates = Rates((PriceUnit.Input, 1m)) }))];
        decimal? sum = Sum();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += Sum();
        }

        // The first model has its off-peak price at that time.
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

    private static ModelInfo Model(params PriceRule[] rules) => new() { Id = "m", Pricing = new ModelPricing { Rules = rules } };

    private static PriceRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) =>
        new(rates.Select(static rate => KeyValuePair.Create(rate.Unit, rate.Usd)));
}
