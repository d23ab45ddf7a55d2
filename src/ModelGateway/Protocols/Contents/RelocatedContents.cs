using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>Contents that have no place in the message they are in: moved into a user message, or left out; either is noted.</summary>
/// <param name="call">The call, for its notes.</param>
/// <param name="service">The service's name in them.</param>
/// <param name="takesReasoning">Whether it takes its own reasoning back.</param>
internal sealed class RelocatedContents(ChatCall call, string service, bool takesReasoning = true)
{
    private List<AIContent>? _moved;

    /// <summary>The service's name in notes.</summary>
    public string Service => service;

    public bool Any => _moved is not null;

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
                call.Notes.Add(takesReasoning ? CallNotes.ForeignReasoning : $"Reasoning was left out of the history: {service} does not take it back.");
                break;
            case UsageContent or ErrorContent or ToolCallDeltaContent:
                break; // Not input.
            default:
                call.Notes.Add($"{content.GetType().Name} was left out of the history: {service} has no place for it.");
                break;
        }
    }
}
