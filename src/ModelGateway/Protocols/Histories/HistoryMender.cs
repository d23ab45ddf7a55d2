using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>
/// Mends histories that no service accepts as they are, the same way for every protocol: approvals that are settled, calls without
/// results, and what stands between calls and their results. A history with nothing to mend costs one look and no memory.
/// </summary>
internal static class HistoryMender
{
    /// <summary>Replaces the call's history by one that can be sent, and notes what was changed.</summary>
    /// <param name="call">The call; the caller's messages are not changed.</param>
    /// <param name="takesApprovals">Whether the protocol has approvals of the calls of remote MCP servers.</param>
    /// <returns>Whether the history has function calls.</returns>
    public static bool Mend(ChatCall call, bool takesApprovals)
    {
        HistoryLook look = HistoryLook.Read(call.Messages);
        if (look.HasApprovals)
        {
            MendApprovals(call, takesApprovals);
            look = HistoryLook.Read(call.Messages);
        }

        // A service that keeps the conversation has the calls and results that are not in the history.
        if (look.HasCalls && call.Options?.ConversationId is null && !CallTurn.AllAnswered(call.Messages))
        {
            call.Messages = new CallMender(call.Messages, call.Notes).Mend();
        }

        if (look.HasToolMessages)
        {
            NoteContentsBesideResults(call);
        }

        return look.HasCalls;
    }

    private static void MendApprovals(ChatCall call, bool takesApprovals)
    {
        Approvals approvals = new(call.Messages, takesApprovals);
        if (approvals.Any())
        {
            call.Messages = new ApprovalMender(approvals, call.Notes).Mend();
        }
    }

    private static void NoteContentsBesideResults(ChatCall call)
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == ChatRole.Tool && new MessageContents(messages[i]).HasSaidContents())
            {
                call.Notes.Add(CallNotes.ContentsBesideResults);
            }
        }
    }
}
