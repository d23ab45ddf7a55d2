using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Negotiation;

/// <summary>Leaves out the options that a model is known to refuse, as some reasoning models do with a temperature: the answer does not depend on them.</summary>
internal static class LeftOutOptions
{
    // A function's own wish to be strict stays with the function: who has no such mode passes it over.
    private const CapabilityFlags Removable = RequestInference.Optional & ~CapabilityFlags.StrictTools;

    /// <summary>The options without what the model refuses; the same ones where it refuses nothing, as most often.</summary>
    /// <param name="options">The caller's, which are not changed.</param>
    /// <param name="refused">What the model is known not to have.</param>
    /// <param name="leftOut">What was left out.</param>
    public static ChatOptions? Without(ChatOptions? options, CapabilityFlags refused, out CapabilityFlags leftOut)
    {
        leftOut = 0;
        if (options is null || (refused & Removable) == 0)
        {
            return options;
        }

        leftOut = RequestInference.OfOptions(options) & refused & Removable;
        if (leftOut == 0)
        {
            return options;
        }

        ChatOptions kept = options.Clone();
        Remove(kept, leftOut);
        return kept;
    }

    private static void Remove(ChatOptions options, CapabilityFlags leftOut)
    {
        if ((leftOut & CapabilityFlags.Seed) != 0)
        {
            options.Seed = null;
        }

        if ((leftOut & CapabilityFlags.Sampling) != 0)
        {
            options.Temperature = options.TopP = null;
        }

        if ((leftOut & CapabilityFlags.TopK) != 0)
        {
            options.TopK = null;
        }

        if ((leftOut & CapabilityFlags.Penalties) != 0)
        {
            options.FrequencyPenalty = options.PresencePenalty = null;
        }

        if ((leftOut & CapabilityFlags.StopSequences) != 0)
        {
            options.StopSequences = null;
        }

        if ((leftOut & CapabilityFlags.ParallelTools) != 0)
        {
            options.AllowMultipleToolCalls = null;
        }

        if ((leftOut & CapabilityFlags.Reasoning) != 0)
        {
            options.Reasoning = null;
            options.AdditionalProperties?.Remove(ProviderOptionNames.ThinkingBudget);
        }
    }
}
