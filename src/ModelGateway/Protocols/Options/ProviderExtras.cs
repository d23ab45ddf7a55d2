using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Options;

/// <summary>Reads the options of <see cref="ProviderOptionNames"/>, also from requests that went through JSON.</summary>
internal static class ProviderExtras
{
    public static string? PromptCacheKey(ChatOptions? options) => Text(options, ProviderOptionNames.PromptCacheKey);

    public static string? ServiceTier(ChatOptions? options) => Text(options, ProviderOptionNames.ServiceTier);

    /// <summary>The class of service under the name of most providers, in a request or an answer.</summary>
    public static string? ServiceTier(AdditionalPropertiesDictionary? properties) =>
        properties is { Count: > 0 } ? ContentOrigin.ReadString(properties, "service_tier") : null;

    public static int? ThinkingBudget(ChatOptions? options) =>
        options?.AdditionalProperties is not { Count: > 0 } properties
        || !properties.TryGetValue(ProviderOptionNames.ThinkingBudget, out object? value) ? null
        : value switch
        {
            int tokens => tokens,
            long tokens and >= 0 and <= int.MaxValue => (int)tokens,
            JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt32(out int tokens) => tokens,
            _ => null,
        };

    /// <summary>The time to live of the content's cache breakpoint, <c>5m</c> or <c>1h</c>; null where it has none.</summary>
    public static string? CacheBreakpoint(AIContent content) =>
        content.AdditionalProperties is { Count: > 0 } properties
            ? ContentOrigin.ReadString(properties, ProviderOptionNames.CacheBreakpoint) : null;

    /// <summary>The time to live of a tool's cache breakpoint.</summary>
    public static string? CacheBreakpoint(AITool tool) =>
        tool.AdditionalProperties.Count == 0
            || !tool.AdditionalProperties.TryGetValue(ProviderOptionNames.CacheBreakpoint, out object? value) ? null
        : value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString()
        : value as string;

    /// <summary>
    /// Notes the options that the protocol has no field for. Cache breakpoints are only hints and are left out without a note.
    /// </summary>
    /// <param name="call">The request.</param>
    /// <param name="service">The protocol's name in notes.</param>
    /// <param name="cacheKey">Whether the protocol has a field for <see cref="ProviderOptionNames.PromptCacheKey"/>.</param>
    /// <param name="tier">Whether it has one for <see cref="ProviderOptionNames.ServiceTier"/>.</param>
    /// <param name="budget">Whether it has one for <see cref="ProviderOptionNames.ThinkingBudget"/>.</param>
    public static void NoteUnsent(ChatCall call, string service, bool cacheKey = false, bool tier = false, bool budget = false)
    {
        if (call.Options is not { AdditionalProperties.Count: > 0 } options)
        {
            return;
        }

        if (!cacheKey && PromptCacheKey(options) is not null)
        {
            call.Notes.OptionNotSent("PromptCacheKey", service);
        }

        if (!tier && ServiceTier(options) is not null)
        {
            call.Notes.OptionNotSent("ServiceTier", service);
        }

        if (!budget && ThinkingBudget(options) is not null)
        {
            call.Notes.OptionNotSent("ThinkingBudget", service);
        }
    }

    private static string? Text(ChatOptions? options, string name) =>
        options?.AdditionalProperties is { Count: > 0 } properties ? ContentOrigin.ReadString(properties, name) : null;
}
