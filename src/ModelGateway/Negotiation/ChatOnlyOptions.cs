using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Negotiation;

/// <summary>Finds what only Chat Completions has among the options of a request, so that it must not go to Responses.</summary>
internal static class ChatOnlyOptions
{
    private const CapabilityFlags Media = CapabilityFlags.AudioInput | CapabilityFlags.AudioOutput | CapabilityFlags.VideoInput;

    // The fields that are the same in Responses, or are made into its own. Any other one is taken for a field of Chat Completions.
    private static readonly string[] Shared =
    [
        "strict", "verbosity", "service_tier", "serviceTier", "metadata", "user", "safety_identifier", "prompt_cache_key",
        "prompt_cache_retention", "prompt_cache_options", "store", "parallel_tool_calls",
    ];

    /// <summary>The first such option by name; null where there is none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="uses">What the request uses.</param>
    /// <param name="refused">What the model never takes: such an option is left out either way.</param>
    public static string? Find(ChatOptions? options, CapabilityFlags uses, CapabilityFlags refused) =>
        (uses & Media) != 0 ? "audio or video"
        : options is null ? null
        : options.StopSequences is { Count: > 0 } && (refused & CapabilityFlags.StopSequences) == 0 ? nameof(options.StopSequences)
        : options.Seed is not null && (refused & CapabilityFlags.Seed) == 0 ? nameof(options.Seed)
        : options.FrequencyPenalty is not null && (refused & CapabilityFlags.Penalties) == 0 ? nameof(options.FrequencyPenalty)
        : options.PresencePenalty is not null && (refused & CapabilityFlags.Penalties) == 0 ? nameof(options.PresencePenalty)
        : options.AdditionalProperties is { Count: > 0 } extra ? Find(extra)
        : null;

    /// <summary>Reads the effort where the request brings the field itself; false where it does not.</summary>
    public static bool FindEffort(ChatOptions? options, ref EffortWord effort)
    {
        if (options?.Reasoning?.Effort is not null || options?.AdditionalProperties is not { Count: > 0 } extra
            || !extra.TryGetValue("reasoning_effort", out object? value))
        {
            return false;
        }

        string? word = value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString() : value as string;
        effort = EffortWords.TryParse(word, out EffortWord own) ? own : effort;
        return true;
    }

    private static string? Find(AdditionalPropertiesDictionary extra)
    {
        foreach ((string name, object? _) in extra)
        {
            if (!name.StartsWith("modelgateway.", StringComparison.Ordinal) && Array.IndexOf(Shared, name) < 0)
            {
                return name;
            }
        }

        return null;
    }
}
