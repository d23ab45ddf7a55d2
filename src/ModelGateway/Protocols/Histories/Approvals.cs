using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>Finds the requests for approvals and the answers to them that a protocol has no place for.</summary>
internal readonly struct Approvals(IReadOnlyList<ChatMessage> messages, bool takesApprovals)
{
    public IReadOnlyList<ChatMessage> Messages => messages;

    public bool Any()
    {
        for (int i = 0; i < messages.Count; i++)
        {
            if (AnyIn(messages[i]))
            {
                return true;
            }
        }

        return false;
    }

    public bool AnyIn(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (IsMisplaced(contents[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a content is an approval that cannot be sent as one.</summary>
    public bool IsMisplaced(AIContent content) => content switch
    {
        ToolApprovalRequestContent request => !(takesApprovals && request.ToolCall is McpServerToolCallContent),
        ToolApprovalResponseContent response => !(takesApprovals && response.ToolCall is McpServerToolCallContent),
        _ => false,
    };
}
