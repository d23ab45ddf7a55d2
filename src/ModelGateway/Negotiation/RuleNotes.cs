using ModelGateway.Catalog.Rules;

namespace ModelGateway.Negotiation;

/// <summary>Says what the rules of a model changed in a request, and why: on receipts, and in explanations.</summary>
/// <param name="model">The model's name.</param>
/// <param name="request">The request.</param>
internal readonly struct RuleNotes(string model, RequestTraits request)
{
    /// <summary>Why a request that Responses would take stays at Chat Completions.</summary>
    /// <param name="rule">The rule by which it would have moved.</param>
    /// <param name="option">The option for which it had to stay; null where there is none.</param>
    /// <param name="request">The request.</param>
    /// <param name="isRefused">Whether nothing else helps.</param>
    public static string Held(CompiledRule rule, string? option, in RequestTraits request, bool isRefused)
    {
        string other = rule.Needs == ProviderApi.Responses ? "Responses" : "Chat Completions";
        string why = option is not null ? $", and {option} is an option of Chat Completions alone"
            : request.Loop == LoopOrigin.Other && !isRefused ? ", where its function calls did not come from"
            : "";
        return rule.IsUnconditional
            ? $"is served by {other} alone: set the provider's Api to {rule.Needs} or Auto"
            : $"takes {rule.Name} by {other} alone{why}";
    }

    /// <summary>Whether there is anything to say.</summary>
    public bool HasAny(in RuleVerdict verdict) =>
        verdict.MovedBy is not null || verdict.ContinuesLoop || (verdict.HeldBy is not null && verdict.DecidesEffort)
        || (verdict.DecidesEffort && verdict.Effort != EffortWord.Unset && verdict.Effort != request.Effort);

    public IReadOnlyList<string> Describe(in RuleVerdict verdict)
    {
        if (!HasAny(verdict))
        {
            return [];
        }

        List<string> notes = [];
        if (verdict.MovedBy is { } rule)
        {
            notes.Add(rule.IsUnconditional
                ? $"sent to Responses, as {model} is not served by Chat Completions."
                : $"sent to Responses, as {model} refuses {rule.Name} on Chat Completions.");
        }
        else if (verdict.ContinuesLoop)
        {
            notes.Add("sent to Responses, where its function calls came from.");
        }

        if (verdict.DecidesEffort && verdict.Effort != EffortWord.Unset && verdict.Effort != request.Effort)
        {
            string sent = $"Reasoning.Effort {Asked}was sent as {EffortWords.Name(verdict.Effort)}";
            notes.Add(verdict.HeldBy is { } held
                ? $"{sent}: {model} {Held(held, verdict.HeldFor, request, isRefused: false)}."
                : $"{sent}, the nearest that {model} takes.");
        }

        return notes;
    }

    private string Asked => request.Effort == EffortWord.Unset ? "" : EffortWords.Name(request.Effort) + " ";
}
