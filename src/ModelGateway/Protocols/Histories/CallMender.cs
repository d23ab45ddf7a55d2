using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>
/// Puts the results of each turn's calls directly behind the calls. A call without a result gets one that says so. What stood between
/// stays in its order, behind the results.
/// </summary>
internal sealed class CallMender(IReadOnlyList<ChatMessage> messages, CallNotes notes)
{
    private const string Cancelled = "The call was cancelled: it has no result.";

    private readonly List<ChatMessage> _mended = new(messages.Count + 2);
    private readonly HashSet<AIContent> _placed = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<ChatMessage> Mend()
    {
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == ChatRole.Assistant)
            {
                CallTurn turn = new(messages, i);
                if (turn.HasCalls() && !turn.IsAnswered())
                {
                    ChatMessage results = new(ChatRole.Tool, ResultsOf(turn));
                    Add(Join(turn));
                    _mended.Add(results);
                    i = turn.End - 1;
                    continue;
                }
            }

            Add(messages[i]);
        }

        return _mended;
    }

    private List<AIContent> ResultsOf(in CallTurn turn)
    {
        List<AIContent> results = [];
        for (int i = turn.Start; i < turn.End; i++)
        {
            foreach (AIContent content in messages[i].Contents)
            {
                if (content is FunctionCallContent call)
                {
                    results.Add(ResultOf(turn, call));
                }
            }
        }

        return results;
    }

    private FunctionResultContent ResultOf(in CallTurn turn, FunctionCallContent call)
    {
        if (turn.FindResult(call.CallId) is not { } result)
        {
            notes.Add(CallNotes.CallWithoutResult);
            return new FunctionResultContent(call.CallId, Cancelled);
        }

        if (turn.ResultInPlace(call.CallId) is null)
        {
            notes.Add(CallNotes.ResultMoved);
        }

        _placed.Add(result);
        return result;
    }

    private ChatMessage Join(in CallTurn turn)
    {
        ChatMessage first = messages[turn.Start];
        if (turn.End - turn.Start == 1)
        {
            return first;
        }

        ChatMessage joined = first.Clone();
        joined.Contents = [];
        for (int i = turn.Start; i < turn.End; i++)
        {
            foreach (AIContent content in messages[i].Contents)
            {
                joined.Contents.Add(content);
            }
        }

        return joined;
    }

    // Without the results that are placed already; a message that held nothing else is left out.
    private void Add(ChatMessage message)
    {
        List<AIContent>? kept = null;
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (_placed.Contains(contents[i]))
            {
                kept ??= [.. contents.Take(i)];
            }
            else
            {
                kept?.Add(contents[i]);
            }
        }

        if (kept is null)
        {
            _mended.Add(message);
        }
        else if (kept.Count > 0)
        {
            ChatMessage copy = message.Clone();
            copy.Contents = kept;
            _mended.Add(copy);
        }
    }
}
