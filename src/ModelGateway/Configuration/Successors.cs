namespace ModelGateway.Configuration;

/// <summary>Finds who takes whose place as models go. Successors that no route lists become deployments of their own, which bear no name that requests could mean.</summary>
internal sealed class Successors(
    ModelCatalog catalog,
    IReadOnlyDictionary<string, Deployment> deployments,
    IReadOnlyDictionary<string, ProviderRuntime> providers,
    Func<ProviderRuntime, string, Deployment> create)
{
    private const int LongestChain = 8;

    private readonly Dictionary<string, Deployment> _made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each candidate's successor, the successor's, and so on. A chain that comes back to itself ends before it does.</summary>
    public IReadOnlyDictionary<Deployment, Deployment> For(IEnumerable<Deployment> candidates)
    {
        Dictionary<Deployment, Deployment> successors = [];
        foreach (Deployment candidate in candidates)
        {
            Deployment current = candidate;
            for (int i = 0; i < LongestChain && !successors.ContainsKey(current) && Find(current) is { } next && !Leads(next, current, successors); i++)
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
        if (deployments.TryGetValue(name, out Deployment? known) || _made.TryGetValue(name, out known))
        {
            return known;
        }

        if (IsRenamed(deployment, provider))
        {
            // The successor has a name of its own there as well: only a model that the application listed can be it.
            string successor = deployment.Model.CatalogId![..(deployment.Model.CatalogId!.IndexOf('/') + 1)] + model;
            return deployments.Values.FirstOrDefault(other => other.Provider == deployment.Provider && successor.Equals(other.Model.CatalogId, StringComparison.OrdinalIgnoreCase));
        }

        Deployment made = create(provider, model);
        _made.Add(name, made);
        return made;
    }

    private bool IsRenamed(Deployment deployment, ProviderRuntime provider) =>
        deployment.Model.CatalogId is not null && (provider.CatalogName is null || catalog.Find(provider.CatalogName, deployment.Model.Id) is null);
}
