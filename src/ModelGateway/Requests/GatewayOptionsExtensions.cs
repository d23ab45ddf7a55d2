using ModelGateway;
using ModelGateway.Protocols.Options;
using ModelGateway.Requests;

namespace Microsoft.Extensions.AI;

/// <summary>
/// Puts on a request's options what <see cref="ChatOptions"/> and <see cref="EmbeddingGenerationOptions"/> have no property for. Every
/// method returns a changed clone; the options that it is called on stay as they are, so that requests may share them.
/// </summary>
public static class GatewayOptionsExtensions
{
    /// <summary>
    /// Changes the gateway's own options of a request, e.g. <c>options.WithGateway(request => request with { MaxAttempts = 1 })</c>.
    /// </summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="change">Makes the new request options from the current ones.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithGateway(this ChatOptions options, Func<GatewayRequestOptions, GatewayRequestOptions> change)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(change);
        GatewayRequestOptions changed = change(GatewayRequestOptions.From(options));
        ChatOptions clone = options.Clone();
        changed.AttachTo(clone.AdditionalProperties ??= []);
        return clone;
    }

    /// <summary>
    /// Changes the gateway's own options of a request, e.g. <c>options.WithGateway(request => request with { MaxAttempts = 1 })</c>.
    /// </summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="change">Makes the new request options from the current ones.</param>
    /// <returns>A changed clone.</returns>
    public static EmbeddingGenerationOptions WithGateway(
        this EmbeddingGenerationOptions options, Func<GatewayRequestOptions, GatewayRequestOptions> change)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(change);
        GatewayRequestOptions changed = change(GatewayRequestOptions.From(options));
        EmbeddingGenerationOptions clone = options.Clone();
        changed.AttachTo(clone.AdditionalProperties ??= []);
        return clone;
    }

    /// <summary>
    /// Requires capabilities of the deployment that answers, e.g. <c>options.WithRequired(Capability.JsonSchema,
    /// Capability.Context(128_000))</c>, in addition to those required before.
    /// </summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="capabilities">The capabilities.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithRequired(this ChatOptions options, params Capability[] capabilities) =>
        options.WithGateway(request => request with { Require = [.. request.Require, .. capabilities] });

    /// <summary>Requires capabilities of the deployment that embeds, in addition to those required before.</summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="capabilities">The capabilities.</param>
    /// <returns>A changed clone.</returns>
    public static EmbeddingGenerationOptions WithRequired(this EmbeddingGenerationOptions options, params Capability[] capabilities) =>
        options.WithGateway(request => request with { Require = [.. request.Require, .. capabilities] });

    /// <summary>Prefers deployments that have a capability, in addition to the preferences given before.</summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="capability">The capability.</param>
    /// <param name="weight">Its weight among the preferences, above 0 and at most 1.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithPreferred(this ChatOptions options, Capability capability, double weight = 1) =>
        options.WithGateway(request => request with { Prefer = [.. request.Prefer, new CapabilityPreference(capability, weight)] });

    /// <summary>Names the prompt cache that requests share, so that requests with a common beginning reach the same cache.</summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="key">The key, e.g. the name of the prompt; null for none.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithPromptCacheKey(this ChatOptions options, string? key) =>
        With(options, ProviderOptionNames.PromptCacheKey, key);

    /// <summary>Asks for a service tier, in the provider's own word, e.g. <c>flex</c>, <c>priority</c>, <c>standard_only</c>.</summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="tier">The tier; null for the account's default.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithServiceTier(this ChatOptions options, string? tier) =>
        With(options, ProviderOptionNames.ServiceTier, tier);

    /// <summary>
    /// Limits the tokens that the model reasons with, on models that take a number. Other models take
    /// <see cref="ReasoningOptions.Effort"/>.
    /// </summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="tokens">The most tokens; 0 for no reasoning; null for the model's default.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithThinkingBudget(this ChatOptions options, int? tokens)
    {
        if (tokens is { } number)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(tokens));
        }

        return With(options, ProviderOptionNames.ThinkingBudget, tokens);
    }

    /// <summary>
    /// Has the provider cache the whole prompt up to its last message, at providers that do not cache by themselves. To cache a part of the
    /// prompt, mark its last content with <see cref="GatewayContentExtensions.MarkCacheBreakpoint"/>.
    /// </summary>
    /// <param name="options">The options; not changed.</param>
    /// <param name="ttl">How long the provider keeps the prompt; null for no caching.</param>
    /// <returns>A changed clone.</returns>
    public static ChatOptions WithPromptCaching(this ChatOptions options, CacheTtl? ttl) =>
        With(options, ProviderOptionNames.CacheBreakpoint, ttl is { } time ? CacheTtlWords.From(time) : null);

    private static ChatOptions With(ChatOptions options, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ChatOptions clone = options.Clone();
        if (value is not null)
        {
            (clone.AdditionalProperties ??= [])[name] = value;
        }
        else
        {
            clone.AdditionalProperties?.Remove(name);
        }

        return clone;
    }
}
