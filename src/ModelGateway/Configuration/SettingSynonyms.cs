namespace ModelGateway.Configuration;

/// <summary>The names that other libraries have for settings, so that a setting of theirs is answered with the gateway's.</summary>
internal static class SettingSynonyms
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ApiKey"] = ["Keys"],
        ["ApiKeys"] = ["Keys"],
        ["Key"] = ["Keys"],
        ["Token"] = ["Keys"],
        ["ApiToken"] = ["Keys"],
        ["AccessToken"] = ["Keys"],
        ["Secret"] = ["Keys"],
        ["Credential"] = ["Keys"],
        ["Credentials"] = ["Keys"],
        ["Password"] = ["Keys"],
        ["BaseUrl"] = ["Endpoint"],
        ["BaseUri"] = ["Endpoint"],
        ["BaseAddress"] = ["Endpoint"],
        ["Url"] = ["Endpoint", "Location"],
        ["Uri"] = ["Endpoint", "Location"],
        ["Address"] = ["Endpoint", "Location"],
        ["Host"] = ["Endpoint"],
        ["ApiBase"] = ["Endpoint"],
        ["ApiUrl"] = ["Endpoint"],
        ["Server"] = ["Endpoint"],
        ["ServiceUrl"] = ["Endpoint"],
        ["Path"] = ["Location"],
        ["File"] = ["Location"],
        ["Price"] = ["InputUsdPerMillion", "OutputUsdPerMillion"],
        ["Prices"] = ["InputUsdPerMillion", "OutputUsdPerMillion"],
        ["Pricing"] = ["InputUsdPerMillion", "OutputUsdPerMillion"],
        ["Cost"] = ["InputUsdPerMillion", "OutputUsdPerMillion"],
        ["InputPrice"] = ["InputUsdPerMillion"],
        ["InputCost"] = ["InputUsdPerMillion"],
        ["PromptPrice"] = ["InputUsdPerMillion"],
        ["OutputPrice"] = ["OutputUsdPerMillion"],
        ["OutputCost"] = ["OutputUsdPerMillion"],
        ["CompletionPrice"] = ["OutputUsdPerMillion"],
        ["CachedPrice"] = ["CacheReadUsdPerMillion"],
        ["CachedInputPrice"] = ["CacheReadUsdPerMillion"],
        ["Model"] = ["Models", "Id", "To"],
        ["ModelId"] = ["Id", "Models"],
        ["ModelName"] = ["Id", "Models"],
        ["Name"] = ["Id", "Scope"],
        ["Deployment"] = ["To", "Models"],
        ["Deployments"] = ["To", "Models"],
        ["Target"] = ["To"],
        ["Targets"] = ["To"],
        ["Candidates"] = ["To"],
        ["Models"] = ["To"],
        ["Fallback"] = ["To"],
        ["Fallbacks"] = ["To"],
        ["FallbackModels"] = ["To"],
        ["Provider"] = ["Type", "Providers"],
        ["Vendor"] = ["Type"],
        ["Kind"] = ["Type", "Per"],
        ["ProviderType"] = ["Type"],
        ["Timeout"] = ["Timeouts", "Total"],
        ["RequestTimeout"] = ["Timeouts"],
        ["TimeoutSeconds"] = ["Timeouts"],
        ["MaxTokens"] = ["MaxOutputTokens", "DefaultMaxOutputTokens"],
        ["MaxCompletionTokens"] = ["MaxOutputTokens"],
        ["ContextLength"] = ["ContextWindow"],
        ["ContextLimit"] = ["ContextWindow"],
        ["ContextSize"] = ["ContextWindow"],
        ["MaxContext"] = ["ContextWindow"],
        ["Concurrency"] = ["MaxConcurrency"],
        ["MaxParallel"] = ["MaxConcurrency"],
        ["Limit"] = ["Usd"],
        ["Amount"] = ["Usd"],
        ["MaxUsd"] = ["Usd"],
        ["Budget"] = ["Usd", "Budgets"],
        ["MaxCost"] = ["Usd"],
        ["Window"] = ["Per", "ContextWindow"],
        ["Period"] = ["Per"],
        ["Interval"] = ["Per", "RefreshEvery"],
        ["CircuitBreaker"] = ["Breaker"],
        ["DefaultModel"] = ["DefaultRoute"],
        ["Default"] = ["DefaultRoute"],
        ["Location"] = ["Region"],
        ["ProjectId"] = ["Project"],
        ["Organization"] = ["Headers"],
        ["Requires"] = ["Require"],
        ["Requirements"] = ["Require"],
        ["Strategy"] = ["Policy"],
        ["RoutingPolicy"] = ["Policy"],
    };

    /// <summary>
    /// Asks for the settings that another library's name means, else for those that are spelt nearly so; empty where there are none.
    /// </summary>
    /// <param name="unknown">The name that is no setting here.</param>
    /// <param name="known">The settings that there are here.</param>
    public static string Suggest(string unknown, IEnumerable<string> known)
    {
        string[] all = [.. known];
        string[] meant = [.. Names.GetValueOrDefault(unknown, []).Where(name => all.Contains(name, StringComparer.OrdinalIgnoreCase))];
        return meant.Length > 0 ? NearestNames.DidYouMean(meant) : NearestNames.Suggest(unknown, all);
    }
}
