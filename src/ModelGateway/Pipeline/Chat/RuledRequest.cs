using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;

namespace ModelGateway.Pipeline.Chat;

/// <summary>
/// The options of one attempt as its model takes them: without those that it is known to refuse, with the effort that it has, for the
/// interface that serves the request. The receipt names every change.
/// </summary>
internal readonly struct RuledRequest
{
    /// <param name="attempt">The attempt.</param>
    /// <param name="messages">The messages that are sent.</param>
    /// <param name="options">The options that are sent, unless the model refuses them. They are not changed.</param>
    /// <param name="uses">What the request was found to use.</param>
    public RuledRequest(Attempt attempt, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CapabilityFlags uses)
    {
        CapabilityFlags refused = attempt.Deployment.Model.Capabilities.No;
        RuleVerdict verdict = default;
        Api = attempt.Deployment.Client.Apis.Api;
        if (attempt.Deployment.Refusals is { } rules)
        {
            RequestTraits traits = RequestTraits.Read(messages, options, uses);
            verdict = rules.Judge(traits);
            Api = verdict.Api;
            refused |= verdict.Lacks | verdict.LeavesOut;
            NoteRules(attempt, verdict, traits);
        }

        attempt.OnApi(Api);
        Options = LeftOutOptions.Without(options, refused, out CapabilityFlags leftOut);
        if (leftOut != 0)
        {
            Note(attempt, $"not sent, as the model does not take it: {RuleFlags.Join(leftOut)}.");
        }

        if (verdict is { DecidesEffort: true, Effort: not EffortWord.Unset } && (leftOut & CapabilityFlags.Reasoning) == 0)
        {
            Effort = EffortWords.Name(verdict.Effort);
            Options = WithEffort(Options, ToOption(verdict.Effort));
        }
    }

    public ChatOptions? Options { get; }

    public ProviderApi Api { get; }

    /// <summary>The word of the effort to send; null where the rules do not decide it.</summary>
    public string? Effort { get; }

    private static void NoteRules(Attempt attempt, in RuleVerdict verdict, in RequestTraits traits)
    {
        RuleNotes notes = new(attempt.Deployment.Model.Id, traits);
        if (notes.HasAny(verdict))
        {
            foreach (string note in notes.Describe(verdict))
            {
                Note(attempt, note);
            }
        }
    }

    private static void Note(Attempt attempt, string note) => attempt.Request.Receipt.Note($"{attempt.Deployment.Name}: {note}");

    // The caller's options are not changed.
    private static ChatOptions WithEffort(ChatOptions? options, ReasoningEffort effort)
    {
        if (options?.Reasoning?.Effort == effort)
        {
            return options;
        }

        ChatOptions changed = options?.Clone() ?? new ChatOptions();
        changed.Reasoning = new ReasoningOptions { Effort = effort, Output = changed.Reasoning?.Output };
        return changed;
    }

    private static ReasoningEffort ToOption(EffortWord word) => word switch
    {
        EffortWord.None => ReasoningEffort.None,
        EffortWord.Minimal or EffortWord.Low => ReasoningEffort.Low,
        EffortWord.Medium => ReasoningEffort.Medium,
        EffortWord.High => ReasoningEffort.High,
        _ => ReasoningEffort.ExtraHigh,
    };
}
