using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Contents that the protocol has no place for in their message. They are moved into a user message or left out, and noted.
/// </summary>
internal sealed class ResponsesRelocatedContents(ChatCall call, ResponsesSettings settings)
{
    private List<AIContent>? _moved;

    public void Move(AIContent content) => (_moved ??= []).Add(content);

    public void MoveAssistantMedia(AIContent content)
    {
        call.Notes.AssistantMediaMoved(settings.Service);
        Move(content);
    }

    /// <summary>What was moved since the last time; null where nothing was.</summary>
    public List<AIContent>? TakeMoved()
    {
        List<AIContent>? moved = _moved;
        _moved = null;
        return moved;
    }

    /// <summary>Notes reasoning that cannot go back.</summary>
    public void LeaveOut(TextReasoningContent reasoning)
    {
        if (!ContentOrigin.IsFrom(reasoning, settings.Protocol))
        {
            call.Notes.Add(CallNotes.ForeignReasoning);
        }
        else if (reasoning.Text.Length > 0)
        {
            call.Notes.Add(
                $"Reasoning that came without its encrypted form was left out of the history: {settings.Service} takes no other.");
        }
    }

    /// <summary>Notes reasoning after which the turn had no more output.</summary>
    public void LeaveOutLast() =>
        call.Notes.Add($"Reasoning without the output that it led to was left out of the history: {settings.Service} refuses it alone.");

    public void LeaveOut(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                LeaveOut(reasoning);
                break;
            case UsageContent or ErrorContent or ToolCallDeltaContent:
                break; // Not input.
            case { } own when ContentOrigin.IsFrom(own, settings.Protocol):
                break; // The item of the tool's call, which is sent, includes the result.
            default:
                call.Notes.LeftOut(content, settings.Service);
                break;
        }
    }
}
