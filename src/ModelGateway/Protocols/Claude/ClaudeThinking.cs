using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Claude;

/// <summary>The rules of Claude's thinking that hold through every protocol: efforts, budgets, and when a request cannot have it.</summary>
/// <param name="call">The request; what is left out or changed is noted on it.</param>
/// <param name="service">How notes name the service.</param>
/// <param name="protocol">The protocol that signed reasoning must come from.</param>
internal readonly struct ClaudeThinking(ChatCall call, string service, string protocol)
{
    /// <summary>The smallest budget that the service takes.</summary>
    public const int LeastBudget = 1024;

    /// <summary>The word for an effort; null for none.</summary>
    public static string? FindEffort(ReasoningEffort? effort, bool hasExtraHigh) =>
        effort == ReasoningEffort.ExtraHigh && !hasExtraHigh ? "max"
        : effort is { } asked && ClaudeWords.Efforts.TryWrite(asked, out JsonEncodedText word) ? word.Value
        : null;

    /// <summary>The word for how reasoning is shown; null for the model's default.</summary>
    public static string? FindDisplay(ReasoningOutput? output) =>
        output is { } asked && ClaudeWords.Displays.TryWrite(asked, out JsonEncodedText word) ? word.Value : null;

    /// <summary>Notes what cannot be shown.</summary>
    public void NoteDisplay(ReasoningOutput? output)
    {
        if (output == ReasoningOutput.Full)
        {
            call.Notes.Add($"Reasoning.Output Full was sent as summarized: {service} shows no more than summaries.");
        }
    }

    /// <summary>The budget of thinking tokens, which are part of the output limit.</summary>
    /// <param name="effort">The effort, where no budget was asked for.</param>
    /// <param name="asked">The budget that was asked for.</param>
    /// <param name="limit">The output limit; null for none.</param>
    public int FindBudget(ReasoningEffort? effort, int? asked, int? limit)
    {
        if (asked < LeastBudget)
        {
            call.Notes.Add($"ThinkingBudget was sent as {LeastBudget}: {service} takes no less.");
            asked = LeastBudget;
        }

        int budget = asked ?? effort switch
        {
            ReasoningEffort.Low => 2048,
            ReasoningEffort.High => 16_384,
            ReasoningEffort.ExtraHigh => 24_576,
            _ => 8192,
        };
        if (limit is not { } most || budget < most)
        {
            return budget;
        }

        int reduced = Math.Max(LeastBudget, most / 2);
        call.Notes.Add($"The thinking budget was reduced from {budget} to {reduced} tokens to stay below MaxOutputTokens ({most}).");
        return reduced;
    }

    /// <summary>Why the request cannot have thinking; null where it can.</summary>
    /// <param name="adapts">Whether the model decides itself how long it thinks.</param>
    public string? FindObstacle(bool adapts) =>
        call.Options?.ToolMode is RequiredChatToolMode ? $"{service} does not allow it together with a forced tool call."
        : adapts ? null
        : call.MaxOutputTokens <= LeastBudget ? $"it needs a MaxOutputTokens above {LeastBudget}."
        : IsWithinForeignToolLoop() ? $"the tool loop in progress began without it, and {service} requires its beginning."
        : null;

    // With a thinking budget, the turn that called the tools must begin with its signed thinking.
    private bool IsWithinForeignToolLoop()
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.Assistant)
            {
                return !HasOwnReasoning(messages[i].Contents);
            }

            if (messages[i].Role != ChatRole.Tool)
            {
                return false;
            }
        }

        return false;
    }

    private bool HasOwnReasoning(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent { ProtectedData.Length: > 0 } && ContentOrigin.IsFrom(contents[i], protocol))
            {
                return true;
            }
        }

        return false;
    }
}
