using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Collects contents that the protocol cannot carry where they stand. They move into a user message that follows, or are left out; both are
/// noted.
/// </summary>
/// <param name="call">The call, for its notes.</param>
/// <param name="service">The service's name in notes.</param>
/// <param name="takesReasoning">Whether the service takes its own reasoning back.</param>
internal sealed class RelocatedContents(ChatCall call, string service, bool takesReasoning = true)
{
    private List<AIContent>? _moved;

    /// <summary>The service's name in notes.</summary>
    public string Service => service;

    public bool Any => _moved is not null;

    public void Move(AIContent content, string note)
    {
        call.Notes.Add(note);
        Move(content);
    }

    public void MoveAssistantMedia(AIContent content)
    {
        call.Notes.AssistantMediaMoved(service);
        Move(content);
    }

    /// <summary>Moves a content whose move is noted already.</summary>
    public void Move(AIContent content) => (_moved ??= []).Add(content);

    /// <summary>Takes the contents that moved since the last call; null where there are none.</summary>
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
                call.Notes.Add(takesReasoning ? CallNotes.ForeignReasoning
                    : $"Reasoning was left out of the history: {service} does not take it back.");
                break;
            case UsageContent or ErrorContent or ToolCallDeltaContent:
                break; // Not input.
            default:
                call.Notes.LeftOut(content, service);
                break;
        }
    }
}
