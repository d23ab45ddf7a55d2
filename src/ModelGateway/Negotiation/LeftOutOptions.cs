using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Negotiation;

/// <summary>
/// Removes the options that a model is known to refuse, as some reasoning models refuse a temperature. Only options on which the answer
/// does not depend are removed.
/// </summary>
internal static class LeftOutOptions
{
    // A function keeps its own wish for strict arguments: providers without a strict mode ignore it.
    private const CapabilityFlags Removable = RequestInference.Optional & ~CapabilityFlags.StrictTools;

    /// <summary>
    /// Returns the options without those that the model refuses: the same object if it refuses none, which is the usual case.
    /// </summary>
    /// <param name="options">The caller's options, which are not changed.</param>
    /// <param name="refused">What the model is known not to have.</param>
    /// <param name="leftOut">What was removed: capabilities, and single options of <see cref="RuleFlags"/>.</param>
    public static ChatOptions? Without(ChatOptions? options, CapabilityFlags refused, out CapabilityFlags leftOut)
    {
        leftOut = 0;
        if (options is null || (refused & (Removable | RuleFlags.All)) == 0)
        {
            return options;
        }

        leftOut = RequestInference.ReadOptions(options) & refused & Removable;
        leftOut |= RequestTraits.ReadOptions(options) & refused & ~Members(leftOut);
        bool saysNoReasoning = (refused & CapabilityFlags.Reasoning) != 0 && options.Reasoning?.Effort == ReasoningEffort.None;
        if (leftOut == 0 && !saysNoReasoning)
        {
            return options;
        }

        ChatOptions kept = options.Clone();
        if (saysNoReasoning)
        {
            // The model does not reason anyway, and refuses the field.
            kept.Reasoning = null;
        }

        Remove(kept, leftOut);
        return kept;
    }

    // The single options that go with a capability, and are not named beside it.
    private static CapabilityFlags Members(CapabilityFlags leftOut) =>
        ((leftOut & CapabilityFlags.Sampling) != 0 ? RuleFlags.Temperature | RuleFlags.TopP : 0)
        | ((leftOut & CapabilityFlags.Penalties) != 0 ? RuleFlags.FrequencyPenalty | RuleFlags.PresencePenalty : 0)
        | ((leftOut & CapabilityFlags.Reasoning) != 0 ? RuleFlags.Effort : 0)
        | ((leftOut & CapabilityFlags.ParallelTools) != 0 ? RuleFlags.ParallelCalls : 0);

    private static void Remove(ChatOptions options, CapabilityFlags leftOut)
    {
        RemoveSingle(options, leftOut);
        options.Seed = (leftOut & CapabilityFlags.Seed) != 0 ? null : options.Seed;
        options.Temperature = (leftOut & CapabilityFlags.Sampling) != 0 ? null : options.Temperature;
        options.TopP = (leftOut & CapabilityFlags.Sampling) != 0 ? null : options.TopP;
        options.TopK = (leftOut & CapabilityFlags.TopK) != 0 ? null : options.TopK;
        options.FrequencyPenalty = (leftOut & CapabilityFlags.Penalties) != 0 ? null : options.FrequencyPenalty;
        options.PresencePenalty = (leftOut & CapabilityFlags.Penalties) != 0 ? null : options.PresencePenalty;
        options.StopSequences = (leftOut & CapabilityFlags.StopSequences) != 0 ? null : options.StopSequences;
        options.AllowMultipleToolCalls = (leftOut & CapabilityFlags.ParallelTools) != 0 ? null : options.AllowMultipleToolCalls;
        if ((leftOut & CapabilityFlags.Reasoning) != 0)
        {
            options.Reasoning = null;
            options.AdditionalProperties?.Remove(ProviderOptionNames.ThinkingBudget);
        }
    }

    private static void RemoveSingle(ChatOptions options, CapabilityFlags leftOut)
    {
        options.Temperature = (leftOut & RuleFlags.Temperature) != 0 ? null : options.Temperature;
        options.TopP = (leftOut & RuleFlags.TopP) != 0 ? null : options.TopP;
        options.FrequencyPenalty = (leftOut & RuleFlags.FrequencyPenalty) != 0 ? null : options.FrequencyPenalty;
        options.PresencePenalty = (leftOut & RuleFlags.PresencePenalty) != 0 ? null : options.PresencePenalty;
        options.AllowMultipleToolCalls = (leftOut & RuleFlags.ParallelCalls) != 0 ? null : options.AllowMultipleToolCalls;
        if ((leftOut & RuleFlags.Effort) != 0)
        {
            options.Reasoning = options.Reasoning?.Output is { } output ? new ReasoningOptions { Output = output } : null;
        }
    }
}
