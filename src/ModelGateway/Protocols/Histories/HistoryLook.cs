using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>What a history holds beside texts, found in one look. Most histories hold nothing else, and need no further one.</summary>
internal readonly struct HistoryLook
{
    private HistoryLook(bool hasApprovals, bool hasCalls, bool hasToolMessages) =>
        (HasApprovals, HasCalls, HasToolMessages) = (hasApprovals, hasCalls, hasToolMessages);

    public bool HasApprovals { get; }

    /// <summary>Whether there are function calls.</summary>
    public bool HasCalls { get; }

    /// <summary>Whether there are messages of the role of tools.</summary>
    public bool HasToolMessages { get; }

    public static HistoryLook Read(IReadOnlyList<ChatMessage> messages)
    {
        bool hasApprovals = false;
        bool hasCalls = false;
        bool hasToolMessages = false;
        for (int i = 0; i < messages.Count; i++)
        {
            hasToolMessages |= messages[i].Role == ChatRole.Tool;
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                AIContent content = contents[j];
                if (content.GetType() != typeof(TextContent))
                {
                    hasCalls |= content is FunctionCallContent;
                    hasApprovals |= content is ToolApprovalRequestContent or ToolApprovalResponseContent;
                }
            }
        }

        return new HistoryLook(hasApprovals, hasCalls, hasToolMessages);
    }
}
