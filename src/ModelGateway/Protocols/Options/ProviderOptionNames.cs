namespace ModelGateway.Protocols.Options;

/// <summary>
/// The additional properties for options that several vendors have and Microsoft.Extensions.AI has not. Protocols write them as their
/// fields and note those that they have no field for.
/// </summary>
internal static class ProviderOptionNames
{
    /// <summary>Of chat options, a string: requests with the same key are served by the same prompt cache.</summary>
    public const string PromptCacheKey = "modelgateway.prompt_cache_key";

    /// <summary>Of chat options, a string: the class of service, in the provider's own word.</summary>
    public const string ServiceTier = "modelgateway.service_tier";

    /// <summary>Of chat options, a whole number: the most tokens to reason with; 0 for no reasoning.</summary>
    public const string ThinkingBudget = "modelgateway.thinking_budget";

    /// <summary>
    /// Of contents and tools, <c>5m</c> or <c>1h</c>: the prompt is cached up to here, for that long. Of chat options: up to the last
    /// message.
    /// </summary>
    public const string CacheBreakpoint = "modelgateway.cache_breakpoint";
}
