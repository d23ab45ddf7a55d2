namespace ModelGateway.Catalog;

/// <summary>A provider of which two catalogs tell: what the upper one says goes over what the lower one does, model by model and fact by fact.</summary>
internal sealed class LayeredProvider(ICatalogProvider upper, ICatalogProvider lower) : ICatalogProvider
{
    public CatalogHeader Header { get; } = upper.Header.Over(lower.Header);

    public IEnumerable<string> Names => upper.Names.Union(lower.Names, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ModelInfo> Models =>
        upper.Models.Select(model => Merge(model, Below(model)))
            .Concat(lower.Models.Where(model => Above(model) is null).Select(model => Merge(null, model)));

    public ModelInfo? Find(string name)
    {
        ModelInfo? below = null;
        ModelInfo? above = upper.Find(name) ?? ((below = lower.Find(name)) is null ? null : Above(below));
        below = above is null ? below : Below(above) ?? below;
        return above is null && below is null ? null : Merge(above, below);
    }

    // A name that one of them has as an alias of something else is still the same model.
    private ModelInfo? Above(ModelInfo below) => Find(upper, below);

    private ModelInfo? Below(ModelInfo above) => Find(lower, above);

    private static ModelInfo? Find(ICatalogProvider provider, ModelInfo model)
    {
        ModelInfo? found = provider.Find(model.Id);
        for (int i = 0; found is null && i < model.Aliases.Count; i++)
        {
            found = provider.Find(model.Aliases[i]);
        }

        return found;
    }

    private ModelInfo Merge(ModelInfo? above, ModelInfo? below) =>
        above is null ? upper.Header.Defaults is { } defaults ? (defaults with { Id = below!.Id, CatalogId = below.CatalogId }).Over(below) : below!
        : below is null ? above
        : above.Over(below) with { Aliases = [.. above.Aliases.Union([below.Id, .. below.Aliases], StringComparer.OrdinalIgnoreCase).Where(name => !name.Equals(above.Id, StringComparison.OrdinalIgnoreCase))] };
}
