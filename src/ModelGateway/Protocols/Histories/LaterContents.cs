using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>The contents of a history from a message on, up to where another call has the same id.</summary>
/// <param name="messages">The history.</param>
/// <param name="start">The message.</param>
internal readonly struct LaterContents(IReadOnlyList<ChatMessage> messages, int start)
{
    /// <summary>Whether a call stands here itself.</summary>
    public bool HasCall(FunctionCallContent call)
    {
        for (int i = start; i < messages.Count; i++)
        {
            foreach (AIContent content in messages[i].Contents)
            {
                if (content is FunctionCallContent other && other.CallId == call.CallId)
                {
                    return other.Name == call.Name;
                }

                if (i > start && (IsAskedAgain(content, call) || IsResult(content, call)))
                {
                    return false;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the result of a call stands here.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isBefore">Whether the call stands before, so that one here is another.</param>
    public bool HasResult(FunctionCallContent call, bool isBefore)
    {
        for (int i = start; i < messages.Count; i++)
        {
            foreach (AIContent content in messages[i].Contents)
            {
                if (IsResult(content, call))
                {
                    return true;
                }

                bool isCall = content is FunctionCallContent other && other.CallId == call.CallId;
                if ((isCall && (isBefore || ((FunctionCallContent)content).Name != call.Name))
                    || (i > start && IsAskedAgain(content, call)))
                {
                    return false;
                }

                isBefore |= isCall;
            }
        }

        return false;
    }

    private static bool IsResult(AIContent content, FunctionCallContent call) =>
        content is FunctionResultContent result && result.CallId == call.CallId;

    private static bool IsAskedAgain(AIContent content, FunctionCallContent call) =>
        content is ToolApprovalRequestContent { ToolCall: FunctionCallContent asked } && asked.CallId == call.CallId;
}
