using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway;

/// <summary>
/// Options that several vendors have and <see cref="ChatOptions"/> has no property for. Each provider is sent its own field; one that has
/// none is named on the receipt.
/// </summary>
public static class ChatOptionsProviderExtensions
{
    /// <summary>Names the prompt cache that requests share, so that those with a common beginning reach the same one.</summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="key">The key, e.g. the name of the prompt; null for none.</param>
    /// <returns>The same options.</returns>
    public static TOptions WithPromptCacheKey<TOptions>(this TOptions options, string? key)
        where TOptions : ChatOptions => With(options, ProviderOptionNames.PromptCacheKey, key);

    /// <summary>Asks for a class of service, in the provider's own word, e.g. <c>flex</c>, <c>priority</c>, <c>standard_only</c>.</summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="tier">The class; null for the account's default.</param>
    /// <returns>The same options.</returns>
    public static TOptions WithServiceTier<TOptions>(this TOptions options, string? tier)
        where TOptions : ChatOptions => With(options, ProviderOptionNames.ServiceTier, tier);

    /// <summary>
    /// Limits the tokens that the model reasons with, where it takes a number; <see cref="ReasoningOptions.Effort"/> is what models take
    /// that do not.
    /// </summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="tokens">The most tokens; 0 for no reasoning; null for the model's default.</param>
    /// <returns>The same options.</returns>
    public static TOptions WithThinkingBudget<TOptions>(this TOptions options, int? tokens)
        where TOptions : ChatOptions
    {
        if (tokens is { } number)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(tokens));
        }

        return With(options, ProviderOptionNames.ThinkingBudget, tokens);
    }

    /// <summary>
    /// Has the provider cache the whole prompt, each time up to its last message, where it does not do so by itself. Single places are
    /// marked with <see cref="CacheBreakpointExtensions.WithCacheBreakpoint"/>.
    /// </summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="ttl">How long; null for not at all.</param>
    /// <returns>The same options.</returns>
    public static TOptions WithPromptCaching<TOptions>(this TOptions options, CacheTtl? ttl)
        where TOptions : ChatOptions => With(options, ProviderOptionNames.CacheBreakpoint, ttl is { } time ? CacheBreakpointExtensions.Word(time) : null);

    private static TOptions With<TOptions>(TOptions options, string name, object? value)
        where TOptions : ChatOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        if (value is not null)
        {
            (options.AdditionalProperties ??= [])[name] = value;
        }
        else
        {
            options.AdditionalProperties?.Remove(name);
        }

        return options;
    }
}
