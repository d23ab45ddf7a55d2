using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

public sealed class SubUsagePricesTests
{
    private static readonly ModelInfo Own = new() { Id = "own" };
    private static readonly ModelInfo Other = new() { Id = "other", Pricing = ModelPricing.PerMillion(10, 20) };
    private static readonly TokenUsage Usage = new(1_000, 0, 0, 100, 0);

    [Fact]
    public void Apply_PricesOwnAndListedModels()
    {
        SubUsage[] priced = SubUsagePrices.Apply(
            [new("compaction", null, Usage), new("advisor", "OTHER", Usage), new("message", "Own", Usage)],
            Own, PriceQuote.From(ModelPricing.PerMillion(1, 2).Rules[0]), [Own, Other], DateTimeOffset.UnixEpoch);

        Assert.Equal([1_200m, 12_000m, 1_200m], priced.Select(static one => one.CostUsd!.Value * 1_000_000m));
        Assert.Equal(["compaction", "advisor", "message"], priced.Select(static one => one.Kind));
    }

    [Fact]
    public void Apply_LeavesTheCostUnknownWithoutAPrice()
    {
        SubUsage[] used = [new("advisor", "unlisted", Usage), new("compaction", null, Usage)];

        Assert.All(SubUsagePrices.Apply(used, Own, null, [Other], DateTimeOffset.UnixEpoch), static one => Assert.Null(one.CostUsd));
        Assert.Null(SubUsagePrices.Apply(
            used, Own, PriceQuote.From(ModelPricing.PerMillion(1, 2).Rules[0]), null, DateTimeOffset.UnixEpoch)[0].CostUsd);
    }
}
