using ModelGateway.Capabilities;
using ModelGateway.Catalog.Importers;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class ModelAgreementTests
{
    private static readonly ModelInfo Model = new()
    {
        Id = "m",
        ContextWindow = 100,
        Capabilities = new CapabilitySet(CapabilityFlags.Tools, CapabilityFlags.Seed),
        Pricing = Price(input: 2, search: 10),
    };

    [Fact]
    public void Difference_IsNullWhereOneEntryDoesNotSay() =>
        Assert.Null(new ModelAgreement(Model, new ModelInfo { Id = "n", MaxOutputTokens = 5, Kind = ModelKind.Chat }).Difference);

    [Fact]
    public void Difference_NamesTheContradiction()
    {
        CapabilitySet capabilities = new(CapabilityFlags.Seed, 0);
        Assert.Equal("capabilities", new ModelAgreement(Model, Model with { Capabilities = capabilities }).Difference);
        Assert.Equal("context", new ModelAgreement(Model, Model with { ContextWindow = 200 }).Difference);
        Assert.Equal(
            "kind", new ModelAgreement(Model with { Kind = ModelKind.Chat }, Model with { Kind = ModelKind.Embedding }).Difference);
    }

    [Theory]
    [InlineData(2, 10, 1.0)]
    [InlineData(2.2, 10, 1.1)]
    [InlineData(2.2, 11, null)]
    [InlineData(2.001, 10, null)]
    [InlineData(0, 10, null)]
    public void Factor_IsThatOfAllTokenPrices(double input, double search, double? factor) =>
        Assert.Equal(
            (decimal?)factor,
            new ModelAgreement(Model, Model with { Pricing = Price((decimal)input, (decimal)search) }).Factor);

    [Fact]
    public void Factor_IsNullWhereOnlyOneHasPrices()
    {
        Assert.Null(new ModelAgreement(Model, Model with { Pricing = null }).Factor);
        Assert.Equal(1, new ModelAgreement(Model with { Pricing = null }, Model with { Pricing = null }).Factor);
        PriceMultiplier[] multipliers = [new("region:eu", 1.1m)];
        Assert.Null(new ModelAgreement(Model, Model with { Pricing = Model.Pricing! with { Multipliers = multipliers } }).Factor);
    }

    private static ModelPricing Price(decimal input, decimal search) =>
        new() { Rules = [new PriceRule { Rates = new PriceRates([new(PriceUnit.Input, input), new(PriceUnit.WebSearch, search)]) }] };
}
