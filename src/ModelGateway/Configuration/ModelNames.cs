namespace ModelGateway.Configuration;

/// <summary>
/// Finds the deployments that the name of a model without its provider may mean: configured deployments, else models that the catalog lists
/// of the configured providers. Names of earlier requests have no influence: one caller must not change what a name means for another.
/// </summary>
internal sealed class ModelNames(ModelCatalog catalog,
    IReadOnlyList<Deployment> deployments, IReadOnlyCollection<ProviderRuntime> providers)
{
    /// <summary>
    /// The names of the deployments that a model's name may mean: none, one, or several among which the name does not decide.
    /// </summary>
    public IReadOnlyList<string> Find(string model) =>
        FindDeployments(model, static (deployment, name) => Is(deployment.Model.Id, name)) is { Count: > 0 } named ? named
        : FindDeployments(model, static (deployment, name) => IsOf(deployment.Model, name)) is { Count: > 0 } meant ? meant
        : FindModels(model, catalog.FindListed) is { Count: > 0 } listed ? listed
        : FindModels(model, catalog.Find);

    /// <summary>The nearest names that exist, best first.</summary>
    /// <param name="unknown">A name that no route, deployment or model has.</param>
    /// <param name="known">The names of routes and deployments.</param>
    public IReadOnlyList<string> FindNearest(string unknown, IEnumerable<string> known)
    {
        Dictionary<string, string> models = new(StringComparer.OrdinalIgnoreCase);
        foreach (ProviderRuntime provider in providers)
        {
            foreach (string name in provider.CatalogName is { } source ? catalog.Names(source) : [])
            {
                models.TryAdd(name, $"{provider.Name}/{name}");
            }
        }

        return
        [
            .. NearestNames.Find(unknown, known.Concat(models.Keys))
                .Select(name => models.GetValueOrDefault(name, name)).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(ModelInfo model, string name) =>
        model.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (model.CatalogId is { } id && id.AsSpan(id.IndexOf('/') + 1).Equals(name, StringComparison.OrdinalIgnoreCase));

    private List<string> FindDeployments(string model, Func<Deployment, string, bool> isMeant) =>
        [.. deployments.Where(deployment => isMeant(deployment, model)).Select(static deployment => deployment.Name)];

    private List<string> FindModels(string model, Func<string, string, ModelInfo?> find) =>
        [.. from provider in providers
            let entry = provider.CatalogName is { } source ? find(source, model) : null
            where entry is not null
            select $"{provider.Name}/{Spell(entry, model)}"];

    // The provider's spelling, as case may matter to its server.
    private static string Spell(ModelInfo entry, string model) =>
        Is(entry.Id, model) ? entry.Id : entry.Aliases.FirstOrDefault(alias => Is(alias, model)) ?? model;
}
