namespace ModelGateway.Tests.Catalog.Pricing;

public sealed class ModelPricingTests
{
    [Fact]
    public void PerMillion_HasARateForEachPriceThatIsGiven()
    {
        PriceRule rule = Assert.Single(ModelPricing.PerMillion(1, 5, cacheRead: 0.1m, cacheWrite: 1.25m, cacheWrite1Hour: 2).Rules);

        Assert.Equal((1m, 5m), (rule.Rates[PriceUnit.Input], rule.Rates[PriceUnit.Output]));
        Assert.Equal(
            (0.1m, 1.25m, 2m),
            (rule.Rates[PriceUnit.CacheRead], rule.Rates[PriceUnit.CacheWrite], rule.Rates[PriceUnit.CacheWrite1Hour]));
        Assert.Equal(2, Assert.Single(ModelPricing.PerMillion(1, 5).Rules).Rates.Units.Count);
    }

    [Theory]
    [InlineData(-1, 0, 0, "input")]
    [InlineData(0, -1, 0, "output")]
    [InlineData(0, 0, -1, "cacheRead")]
    public void PerMillion_RefusesANegativePrice(int input, int output, int cacheRead, string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => ModelPricing.PerMillion(input, output, cacheRead));

    [Fact]
    public void Find_ReturnsTheLastRuleThatApplies()
    {
        DateTimeOffset change = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        PriceRule first = Rule(1), later = Rule(2) with { From = change }, flex = Rule(3) with { ServiceTier = "flex" };
        ModelPricing pricing = new() { Rules = [first, later, flex] };

        Assert.Same(first, pricing.Find(change.AddTicks(-1)));
        Assert.Same(later, pricing.Find(change));
        Assert.Same(flex, pricing.Find(change, "Flex"));
        Assert.Null(pricing.Find(change, "priority"));
    }

    [Fact]
    public void Equals_ComparesByValue()
    {
        Assert.Equal(ModelPricing.PerMillion(1, 2), ModelPricing.PerMillion(1, 2));
        Assert.NotEqual(ModelPricing.PerMillion(1, 2), ModelPricing.PerMillion(1, 3));

        // A flat price holds for every service tier, a rule only for the tier that it names.
        Assert.NotEqual(ModelPricing.PerMillion(1, 2), new ModelPricing { Rules = ModelPricing.PerMillion(1, 2).Rules });
    }

    private static PriceRule Rule(decimal input) => new() { Rates = new PriceRates([new(PriceUnit.Input, input)]) };
}
