using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>A provider of which two catalogs tell: what the upper one says goes over what the lower one does, model by model and fact by fact.</summary>
internal sealed class LayeredProvider(ICatalogProvider upper, ICatalogProvider lower) : ICatalogProvider
{
    public CatalogHeader Header { get; } = upper.Header.Over(lower.Header);

    public IEnumerable<string> Names => upper.Names.Union(lower.Names, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ModelInfo> Models =>
        upper.Models.Select(model => Merge(model, Below(model)))
            .Concat(lower.Models.Where(model => Above(model) is null).Select(Alone));

    // What either says of all models goes beneath what both say of one.
    public ModelInfo? Find(string name) => FindOwn(name)?.Over(Header.Defaults);

    public ModelInfo? FindOwn(string name)
    {
        if (upper.FindOwn(name) is { } above)
        {
            return Merge(above, Below(above));
        }

        return lower.FindOwn(name) is not { } below ? null
            : Above(below) is { } over ? Merge(over, Below(over) ?? below)
            : Alone(below);
    }

    private ModelInfo? Above(ModelInfo below) => Find(upper, below);

    private ModelInfo? Below(ModelInfo above) => Find(lower, above);

    // A name that one of them has as an alias of something else is still the same model. An alias of both is not: -latest moves on.
    private static ModelInfo? Find(ICatalogProvider provider, ModelInfo model)
    {
        ModelInfo? found = provider.FindOwn(model.Id);
        for (int i = 0; found is null && i < model.Aliases.Count; i++)
        {
            found = provider.FindOwn(model.Aliases[i]) is { } named && named.Id.Equals(model.Aliases[i], StringComparison.OrdinalIgnoreCase) ? named : null;
        }

        return found;
    }

    // A name that the upper one gives to another model is no longer the lower one's.
    private ModelInfo Alone(ModelInfo below) =>
        below.Aliases.Any(alias => upper.FindOwn(alias) is not null) ? below with { Aliases = [.. below.Aliases.Where(alias => upper.FindOwn(alias) is null)] } : below;

    private ModelInfo Merge(ModelInfo above, ModelInfo? below)
    {
        if (below is null)
        {
            return above;
        }

        ModelInfo merged = above.Over(below) with
        {
            Aliases = [.. above.Aliases.Union([below.Id, .. below.Aliases], StringComparer.OrdinalIgnoreCase)
                .Where(name => !Same(name, above.Id) && (upper.FindOwn(name) is not { } owner || Same(owner.Id, above.Id)))],
        };

        // Lists that know one limit of input give it for the window: it is no narrower for that.
        return above.MaxInputTokens is null && above.ContextWindow is not null && above.ContextWindow == below.MaxInputTokens
            ? merged with { ContextWindow = below.ContextWindow, MaxInputTokens = below.MaxInputTokens }
            : merged;
    }

    private static bool Same(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
