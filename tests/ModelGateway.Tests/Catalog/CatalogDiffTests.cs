using CsCheck;
using ModelGateway.Capabilities;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Tests.Catalog;

public sealed class CatalogDiffTests
{
    private static readonly Gen<ModelInfo> Model =
        from id in Gen.Int[0, 8]
        from price in Gen.Int[0, 2]
        from window in Gen.Int[0, 2]
        from capabilities in Gen.Int[0, 3]
        from dates in Gen.Int[0, 4]
        from lists in Gen.Int[0, 2]
        select new ModelInfo
        {
            Id = $"m{id}",
            Aliases = lists == 0 ? [] : [$"m{id}-{lists}"],
            Regions = lists == 0 ? null : [.. Enumerable.Repeat("eu", lists)],
            Pricing = price == 0 ? null : Price(price),
            ContextWindow = window == 0 ? null : window * 1_000,
            Capabilities = new CapabilitySet((CapabilityFlags)capabilities, 0),
            Lifecycle = dates == 0 ? null : new ModelLifecycle
            {
                Released = new DateOnly(2024, 1, 1),
                Deprecated = dates > 1 ? new DateOnly(2025, 1, dates) : null,
                Sunset = dates > 2 ? new DateOnly(2026, 1, dates) : null,
            },
        };

    private static readonly Gen<CatalogFile[]> Files =
        from providers in Gen.Int[0, 3]
        from models in Model.Array[0, 10].Array[3]
        select Enumerable.Range(0, providers)
            .Select(
                index => new CatalogFile(
                    new CatalogHeader { Provider = $"p{index}" }, [.. models[index].DistinctBy(static model => model.Id)])).ToArray();

    [Fact]
    public void Between_ReturnsWhatTurnsOneCatalogIntoTheOther() =>
        Gen.Select(Files, Files).Sample((before, after) =>
        {
            CatalogDiff diff = CatalogDiff.Between(ModelCatalog.From(before), ModelCatalog.From(after));
            Dictionary<string, ModelInfo> models = Content(ModelCatalog.From(before));
            foreach (CatalogChange change in
                diff.Added.Concat(diff.Removed).Concat(diff.Repriced).Concat(diff.Deprecated).Concat(diff.Changed))
            {
                if (change.After is { } model)
                {
                    models[change.ToString()] = model;
                }
                else
                {
                    Assert.True(models.Remove(change.ToString()));
                }
            }

            Dictionary<string, ModelInfo> expected = Content(ModelCatalog.From(after));
            Assert.Equal(expected.Keys.Order(), models.Keys.Order());
            Assert.All(expected, pair => Assert.True(ModelComparison.AreEqual(pair.Value, models[pair.Key]), pair.Key));
            Assert.All(diff.Added, change => Assert.Null(change.Before));
            Assert.All(diff.Removed, change => Assert.Null(change.After));
            Assert.All(diff.Repriced, change => Assert.NotEqual(change.Before!.Pricing, change.After!.Pricing));
            Assert.All(
                diff.Deprecated,
                change => Assert.True(change.Before!.Lifecycle?.Sunset is null || change.Before.Lifecycle.Deprecated is null));
        });

    [Fact]
    public void Between_IsEmptyForACopy() =>
        Files.Sample(files =>
        {
            ModelCatalog copy = ModelCatalog.From(files.Select(file => file with
            {
                Models =
                    [
                        .. file.Models.Select(model => model with
                        {
                            Aliases = [.. model.Aliases],
                            Regions = model.Regions is null ? null : [.. model.Regions],
                        }),
                    ],
            }));
            CatalogDiff diff = CatalogDiff.Between(ModelCatalog.From(files), copy);
            Assert.True(diff.IsEmpty, diff.ToString());
        });

    [Fact]
    public void Between_SortsDifferencesByKind()
    {
        ModelInfo model = new()
        {
            Id = "m",
            Pricing = Price(1),
            ContextWindow = 1_000,
            Lifecycle = new ModelLifecycle { Released = new DateOnly(2024, 1, 1) },
        };
        ModelInfo dear = model with { Pricing = Price(2) };

        Assert.Equal("1 added", Diff(null, model));
        Assert.Equal("1 removed", Diff(model, null));
        Assert.Equal("1 repriced", Diff(model, dear));
        Assert.Equal("1 repriced", Diff(model, model with { Pricing = null }));
        Assert.Equal("1 changed", Diff(model, model with { ContextWindow = 2_000 }));
        Assert.Equal("1 changed", Diff(model, model with { Capabilities = new CapabilitySet(CapabilityFlags.Tools, 0) }));
        Assert.Equal("1 deprecated", Diff(model, Dated(model, sunset: 1)));
        Assert.Equal("1 changed", Diff(Dated(model, sunset: 1), Dated(model, sunset: 2)));
        Assert.Equal("1 repriced, 1 deprecated", Diff(model, Dated(dear, sunset: 1)));
        Assert.Equal("no difference", Diff(model, model with { }));
    }

    [Fact]
    public void Between_IsEmptyForTheEmbeddedCatalog()
    {
        IEnumerable<CatalogFile> empty =
            ModelCatalog.Embedded.Providers.Select(static name => new CatalogFile(new CatalogHeader { Provider = name }, []));
        ModelCatalog layered = ModelCatalog.From(empty).Over(ModelCatalog.Embedded);

        Assert.Equal("no difference", CatalogDiff.Between(ModelCatalog.Embedded, layered).ToString());
    }

    private static ModelInfo Dated(ModelInfo model, int sunset) =>
        model with { Lifecycle = model.Lifecycle! with { Sunset = new DateOnly(2026, 1, sunset) } };

    private static string Diff(ModelInfo? before, ModelInfo? after) => CatalogDiff.Between(One(before), One(after)).ToString();

    private static ModelCatalog One(ModelInfo? model) =>
        ModelCatalog.From(new CatalogFile(new CatalogHeader { Provider = "p" }, model is null ? [] : [model]));

    private static Dictionary<string, ModelInfo> Content(ModelCatalog catalog) =>
        catalog.Providers.SelectMany(provider => catalog.Models(provider).Select(model => (provider, model)))
            .ToDictionary(pair => $"{pair.provider}/{pair.model.Id}", pair => pair.model);

    private static ModelPricing Price(decimal input) =>
        new() { Rules = [new PriceRule { Rates = new PriceRates([new(PriceUnit.Input, input)]) }] };
}
