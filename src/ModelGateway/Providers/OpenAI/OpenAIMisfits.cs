using Microsoft.Extensions.AI;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Contents that have no place in the message they are in: moved into a user message, or left out; either is noted.</summary>
internal sealed class OpenAIMisfits(ChatCall call, ChatDialect dialect)
{
    private List<AIContent>? _moved;

    public void Move(AIContent content, string note)
    {
        call.Notes.Add(note);
        (_moved ??= []).Add(content);
    }

    /// <summary>What was moved since the last time; null where nothing was.</summary>
    public List<AIContent>? TakeMoved()
    {
        List<AIContent>? moved = _moved;
        _moved = null;
        return moved;
    }

    public void LeaveOut(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent:
                call.Notes.Add(
                    dialect.ReturnsReasoning ? CallNotes.ForeignReasoning : $"Reasoning was left out of the history: {dialect.Service} does not take it back.");
                break;
            case UsageContent or ErrorContent or ToolCallDeltaContent:
                break; // Not input.
            default:
                call.Notes.Add($"{content.GetType().Name} was left out of the history: {dialect.Service} has no place for it.");
                break;
        }
    }
}
