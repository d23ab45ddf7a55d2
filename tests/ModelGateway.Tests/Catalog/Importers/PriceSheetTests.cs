using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class PriceSheetTests
{
    private readonly PriceSheet _sheet = new();

    [Fact]
    public void TryAdd_RejectsADifferentPrice()
    {
        Assert.True(_sheet.IsEmpty);
        Assert.True(_sheet.TryAdd(PriceUnit.Input, 1));
        Assert.True(_sheet.TryAdd(PriceUnit.Input, 1));
        Assert.False(_sheet.TryAdd(PriceUnit.Input, 2));
        Assert.False(_sheet.IsEmpty);
    }

    [Fact]
    public void Rules_TakeStandardPricesIntoServiceTiers()
    {
        _sheet.TryAdd(PriceUnit.Input, 2);
        _sheet.TryAdd(PriceUnit.Output, 8);
        _sheet.TryAdd(PriceUnit.Input, 4, above: 200_000);
        _sheet.TryAdd(PriceUnit.Input, 1, "batch");

        PriceRule[] rules = [.. _sheet.Rules()];

        Assert.Equal([null, "batch"], rules.Select(rule => rule.ServiceTier));
        Assert.Equal(4m, Assert.Single(rules[0].Tiers).Rates[PriceUnit.Input]);
        Assert.Equal((1m, 8m), (rules[1].Rates[PriceUnit.Input], rules[1].Rates[PriceUnit.Output]));
        Assert.Empty(rules[1].Tiers);
    }

    [Fact]
    public void Replace_RemovesThePricesOfLargeRequests()
    {
        _sheet.TryAdd(PriceUnit.Input, 2);
        _sheet.TryAdd(PriceUnit.Input, 4, above: 200_000);
        _sheet.Replace(PriceUnit.Input, 1);

        PriceRule rule = _sheet.Rules().Single();
        Assert.Equal(1m, rule.Rates[PriceUnit.Input]);
        Assert.Empty(rule.Tiers);
    }

    [Fact]
    public void Set_ReplacesOnePrice()
    {
        _sheet.Set(PriceUnit.Input, 2);
        _sheet.Set(PriceUnit.Input, 3);
        _sheet.Set(PriceUnit.Input, 4, above: 10);

        PriceRule rule = _sheet.Rules().Single();
        Assert.Equal((3m, 4m), (rule.Rates[PriceUnit.Input], rule.Tiers.Single().Rates[PriceUnit.Input]));
    }

    [Fact]
    public void Clone_IsIndependent()
    {
        _sheet.Set(PriceUnit.Input, 2);
        PriceSheet copy = _sheet.Clone();
        copy.Set(PriceUnit.Input, 3);

        Assert.Equal(2m, _sheet.Rules().Single().Rates[PriceUnit.Input]);
        Assert.Equal(3m, copy.Rules().Single().Rates[PriceUnit.Input]);
    }
}
