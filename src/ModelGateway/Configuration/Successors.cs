namespace ModelGateway.Configuration;

/// <summary>
/// Finds the deployments that replace those of retiring models. A successor that is not listed becomes a new deployment, which
/// requests cannot name.
/// </summary>
internal sealed class Successors(
    ModelCatalog catalog,
    IReadOnlyDictionary<string, Deployment> deployments,
    IReadOnlyDictionary<string, ProviderRuntime> providers,
    Func<ProviderRuntime, string, Deployment> create)
{
    private const int LongestChain = 8;

    private readonly Dictionary<string, Deployment> _created = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The successor of each candidate, the successor of that one, and so on. A chain ends before it would come back to its start.
    /// </summary>
    public IReadOnlyDictionary<Deployment, Deployment> For(IEnumerable<Deployment> candidates)
    {
        Dictionary<Deployment, Deployment> successors = [];
        foreach (Deployment candidate in candidates)
        {
            Deployment current = candidate;
            for (int i = 0; i < LongestChain && !successors.ContainsKey(current) && Find(current) is { } next
                && !Leads(next, current, successors); i++)
            {
                successors.Add(current, next);
                current = next;
            }
        }

        return successors;
    }

    private static bool Leads(Deployment from, Deployment to, Dictionary<Deployment, Deployment> successors)
    {
        Deployment? at = from;
        while (at is not null && at != to)
        {
            at = successors.GetValueOrDefault(at);
        }

        return at == to;
    }

    private Deployment? Find(Deployment deployment)
    {
        if (deployment.Retirement?.Successor is not { } model || !providers.TryGetValue(deployment.Provider, out ProviderRuntime? provider))
        {
            return null;
        }

        string name = $"{deployment.Provider}/{model}";
        if (deployments.TryGetValue(name, out Deployment? known) || _created.TryGetValue(name, out known))
        {
            return known;
        }

        if (IsRenamed(deployment, provider))
        {
            // The provider serves the model under another name, and so its successor. Only a listed model can be that one.
            string successor = deployment.Model.CatalogId![..(deployment.Model.CatalogId!.IndexOf('/') + 1)] + model;
            return deployments.Values.FirstOrDefault(other =>
                other.Provider == deployment.Provider && successor.Equals(other.Model.CatalogId, StringComparison.OrdinalIgnoreCase));
        }

        Deployment created = create(provider, model);
        _created.Add(name, created);
        return created;
    }

    private bool IsRenamed(Deployment deployment, ProviderRuntime provider) =>
        deployment.Model.CatalogId is not null
        && (provider.CatalogName is null || catalog.Find(provider.CatalogName, deployment.Model.Id) is null);
}
