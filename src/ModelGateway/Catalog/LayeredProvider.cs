using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog;

/// <summary>
/// A provider that two catalogs describe. The facts of the upper catalog override those of the lower one, model by model.
/// </summary>
internal sealed class LayeredProvider(ICatalogProvider upper, ICatalogProvider lower) : ICatalogProvider
{
    public CatalogHeader Header { get; } = upper.Header.Over(lower.Header);

    public IEnumerable<string> Names => upper.Names.Union(lower.Names, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ModelInfo> Models =>
        upper.Models.Select(model => Merge(model, Below(model)))
            .Concat(lower.Models.Where(model => Above(model) is null).Select(Alone));

    // Provider-wide defaults of both layers rank below per-model facts of either.
    public ModelInfo? Find(string name) => FindOwn(name)?.Over(Header.Defaults);

    public ModelInfo? FindOwn(string name)
    {
        if (upper.FindOwn(name) is { } above)
        {
            return Merge(above, Named(name, above) is { } named ? named.Over(Below(above)) : Below(above));
        }

        return lower.FindOwn(name) is not { } below ? null
            : Above(below) is { } over ? Merge(over, Below(over) ?? below)
            : Alone(below);
    }

    // The lower catalog's own model of a name that is an alias in the upper one: what it says of that name comes first among its facts.
    private ModelInfo? Named(string name, ModelInfo above) =>
        !Same(above.Id, name) && lower.FindOwn(name) is { } named && Same(named.Id, name) ? named : null;

    private ModelInfo? Above(ModelInfo below) => Find(upper, below);

    private ModelInfo? Below(ModelInfo above) => Find(lower, above);

    // Finds a model of one layer in the other: by its id, or by an alias that is the id of a model there. A shared alias is not enough,
    // because aliases such as -latest move to another model.
    private static ModelInfo? Find(ICatalogProvider provider, ModelInfo model)
    {
        ModelInfo? found = provider.FindOwn(model.Id);
        for (int i = 0; found is null && i < model.Aliases.Count; i++)
        {
            found = provider.FindOwn(model.Aliases[i]) is { } named && Same(named.Id, model.Aliases[i]) ? named : null;
        }

        return found;
    }

    // A model that only the lower catalog lists loses the aliases that the upper one gives to other models.
    private ModelInfo Alone(ModelInfo below) =>
        below.Aliases.Any(alias => upper.FindOwn(alias) is not null)
            ? below with { Aliases = [.. below.Aliases.Where(alias => upper.FindOwn(alias) is null)] }
            : below;

    private ModelInfo Merge(ModelInfo above, ModelInfo? below)
    {
        if (below is null)
        {
            return above;
        }

        ModelInfo merged = above.Over(below) with
        {
            Pricing = PricingLayers.Merge(above.Pricing, below.Pricing),

            // A limit that is too low cuts answers that callers ask for, one that is too high is the provider's to refuse.
            MaxOutputTokens = above.MaxOutputTokens < below.MaxOutputTokens ? below.MaxOutputTokens
                : above.MaxOutputTokens ?? below.MaxOutputTokens,
            Aliases = [.. above.Aliases.Union([below.Id, .. below.Aliases], StringComparer.OrdinalIgnoreCase)
                .Where(name => !Same(name, above.Id) && (upper.FindOwn(name) is not { } owner || Same(owner.Id, above.Id)))],
        };

        // Price lists report the input limit as the context window. Keep the wider window of the layer below.
        return above.MaxInputTokens is null && above.ContextWindow is not null && above.ContextWindow == below.MaxInputTokens
            ? merged with { ContextWindow = below.ContextWindow, MaxInputTokens = below.MaxInputTokens }
            : merged;
    }

    private static bool Same(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
