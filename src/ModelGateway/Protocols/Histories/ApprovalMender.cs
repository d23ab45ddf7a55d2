using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>
/// Replaces approvals by what they led to. Calls and results that stand in the history themselves need no approval; a call that was only
/// asked about becomes a call, and a rejection its result.
/// </summary>
internal sealed class ApprovalMender
{
    private readonly Approvals _approvals;
    private readonly CallNotes _notes;
    private readonly List<ChatMessage> _mended;

    // The calls that have no result so far. Some services number the calls of each answer, so that the ids of answered ones come again.
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    public ApprovalMender(in Approvals approvals, CallNotes notes)
    {
        _approvals = approvals;
        _notes = notes;
        _mended = new(approvals.Messages.Count);
    }

    public IReadOnlyList<ChatMessage> Mend()
    {
        for (int i = 0; i < _approvals.Messages.Count; i++)
        {
            ChatMessage message = _approvals.Messages[i];
            if (_approvals.AnyIn(message))
            {
                Add(message, new LaterContents(_approvals.Messages, i));
                continue;
            }

            foreach (AIContent content in message.Contents)
            {
                Follow(content);
            }

            _mended.Add(message);
        }

        _notes.Add(CallNotes.ApprovalsLeftOut);
        return _mended;
    }

    private void Add(ChatMessage message, in LaterContents later)
    {
        List<AIContent> kept = new(message.Contents.Count);
        foreach (AIContent content in message.Contents)
        {
            if (!_approvals.IsMisplaced(content))
            {
                kept.Add(content);
                Follow(content);
            }
            else if (content is ToolApprovalRequestContent { ToolCall: FunctionCallContent call }
                && !_open.Contains(call.CallId) && !later.HasCall(call))
            {
                kept.Add(call);
                _open.Add(call.CallId);
            }
            else if (content is ToolApprovalResponseContent { Approved: false, ToolCall: FunctionCallContent rejected } response
                && !later.HasResult(rejected, _open.Contains(rejected.CallId)))
            {
                Reject(kept, rejected, later, response.Reason);
            }
        }

        if (kept.Count > 0)
        {
            ChatMessage copy = message.Clone();
            copy.Contents = kept;
            _mended.Add(copy);
        }
    }

    private void Reject(List<AIContent> kept, FunctionCallContent call, in LaterContents later, string? reason)
    {
        if (!_open.Remove(call.CallId) && !later.HasCall(call))
        {
            _mended.Add(new ChatMessage(ChatRole.Assistant, [call]));
        }

        kept.Add(new FunctionResultContent(
            call.CallId, string.IsNullOrWhiteSpace(reason) ? "The user rejected this call." : $"The user rejected this call: {reason}"));
    }

    private void Follow(AIContent content)
    {
        if (content is FunctionCallContent call)
        {
            _open.Add(call.CallId);
        }
        else if (content is FunctionResultContent result)
        {
            _open.Remove(result.CallId);
        }
    }
}
