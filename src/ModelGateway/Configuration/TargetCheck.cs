namespace ModelGateway.Configuration;

/// <summary>
/// Finds targets of routes that are probably misspelt. That is a warning rather than a fault: a vendor's new model is in no catalog yet,
/// and must not keep an application from starting.
/// </summary>
internal sealed class TargetCheck(GatewaySnapshot snapshot)
{
    // What differs in more is another model, such as one that a server was given by its owner.
    private const int MaxSlips = 2;

    // Servers that have the models that their owner gave them, so that the catalog lists a few of many.
    private static readonly string[] OwnModels = ["llama-server", "lm-studio", "ollama", "vllm", "litellm", "portkey", "azure-openai",
        "together", "fireworks"];

    private static readonly string[] TunedForms = ["ft:", "arn:", "tunedModels/", "projects/", "endpoints/"];

    /// <summary>What is doubtful about the name of a deployment, with the fix, as the end of a sentence; null for nothing.</summary>
    public string? FindDoubt(Deployment target)
    {
        string model = target.Model.Id;
        if (target.ProviderModels is null || snapshot.FindProvider(target.Provider) is not { } provider || IsListed(model, provider))
        {
            return null;
        }

        if (model.AsSpan().IndexOfAny(';', ',') is >= 0 and var at)
        {
            string targets = string.Join(" and ",
                target.Name.Split(model[at], StringSplitOptions.TrimEntries).Select(static one => $"'{one}'"));
            return $"has a '{model[at]}' in it. To list several targets, give each an entry of its own: {targets}.";
        }

        string[] names = [.. provider.Models.Select(static one => one.Id), .. FindNames(provider)];
        if (model.Any(char.IsWhiteSpace))
        {
            return $"has a blank in it.{DidYouMean(provider, NearestNames.Find(string.Concat(model.Split()), names))}";
        }

        if (target.Model.CatalogId is not null)
        {
            return null;
        }

        IReadOnlyList<string> nearest = NearestNames.Find(model, names);
        return (IsComplete(provider) && !IsTuned(model)) || (nearest.Count > 0 && NearestNames.Distance(model, nearest[0]) <= MaxSlips)
            ? $"neither the catalog nor Providers:{provider.Name}:Models knows.{DidYouMean(provider, nearest)} "
                + "If it is right, list it there."
            : null;
    }

    /// <summary>The settings of routes and providers whose names have a blank.</summary>
    public IEnumerable<string> FindNamesWithBlanks() =>
        snapshot.Routes.Select(static route => $"Routes:{route.Name}")
            .Concat(snapshot.Providers.Select(static provider => $"Providers:{provider.Name}"))
            .Where(static setting => setting.Any(char.IsWhiteSpace));

    private static bool IsListed(string model, ProviderRuntime provider) => provider.Models.Any(listed =>
        listed.Id.Equals(model, StringComparison.OrdinalIgnoreCase) || listed.Aliases.Contains(model, StringComparer.OrdinalIgnoreCase));

    // The vendors' forms of the names of models that a customer tuned or deployed.
    private static bool IsTuned(string model) =>
        Array.Exists(TunedForms, form => model.StartsWith(form, StringComparison.OrdinalIgnoreCase));

    // Whether what the catalog does not list of the provider is new or wrong.
    private bool IsComplete(ProviderRuntime provider) =>
        provider.Options.Endpoint is null && provider.CatalogName is { } name && !OwnModels.Contains(name, StringComparer.OrdinalIgnoreCase)
        && FindNames(provider).Any();

    private IEnumerable<string> FindNames(ProviderRuntime provider) =>
        provider.CatalogName is { } name ? snapshot.Catalog.Names(name) : [];

    private static string DidYouMean(ProviderRuntime provider, IReadOnlyList<string> models) =>
        NearestNames.DidYouMean([.. models.Select(model => $"{provider.Name}/{model}")]);
}
