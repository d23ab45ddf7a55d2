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
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _results = new(StringComparer.Ordinal);

    public ApprovalMender(in Approvals approvals, CallNotes notes)
    {
        _approvals = approvals;
        _notes = notes;
        _mended = new(approvals.Messages.Count);
        foreach (AIContent content in approvals.Messages.SelectMany(static message => message.Contents))
        {
            if (content is FunctionCallContent call)
            {
                _calls.Add(call.CallId);
            }
            else if (content is FunctionResultContent result)
            {
                _results.Add(result.CallId);
            }
        }
    }

    public IReadOnlyList<ChatMessage> Mend()
    {
        foreach (ChatMessage message in _approvals.Messages)
        {
            if (!_approvals.AnyIn(message))
            {
                _mended.Add(message);
            }
            else
            {
                Add(message);
            }
        }

        _notes.Add(CallNotes.ApprovalsLeftOut);
        return _mended;
    }

    private void Add(ChatMessage message)
    {
        List<AIContent> kept = new(message.Contents.Count);
        foreach (AIContent content in message.Contents)
        {
            if (!_approvals.IsMisplaced(content))
            {
                kept.Add(content);
            }
            else if (content is ToolApprovalRequestContent { ToolCall: FunctionCallContent call } && _calls.Add(call.CallId))
            {
                kept.Add(call);
            }
            else if (content is ToolApprovalResponseContent { Approved: false, ToolCall: FunctionCallContent rejected } response
                && _results.Add(rejected.CallId))
            {
                Reject(kept, rejected, response.Reason);
            }
        }

        if (kept.Count > 0)
        {
            ChatMessage copy = message.Clone();
            copy.Contents = kept;
            _mended.Add(copy);
        }
    }

    private void Reject(List<AIContent> kept, FunctionCallContent call, string? reason)
    {
        if (_calls.Add(call.CallId))
        {
            _mended.Add(new ChatMessage(ChatRole.Assistant, [call]));
        }

        kept.Add(new FunctionResultContent(
            call.CallId, string.IsNullOrWhiteSpace(reason) ? "The user rejected this call." : $"The user rejected this call: {reason}"));
    }
}
