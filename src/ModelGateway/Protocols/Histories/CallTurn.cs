using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Histories;

/// <summary>Consecutive messages of the assistant, [start, end), and the messages of results behind them, [end, last].</summary>
internal readonly struct CallTurn
{
    private readonly IReadOnlyList<ChatMessage> _messages;

    public CallTurn(IReadOnlyList<ChatMessage> messages, int start)
    {
        _messages = messages;
        Start = start;
        int end = start + 1;
        while (end < messages.Count && messages[end].Role == ChatRole.Assistant)
        {
            end++;
        }

        End = end;
    }

    public int Start { get; }

    public int End { get; }

    /// <summary>Whether every call of a history has its result where services want it.</summary>
    public static bool AllAnswered(IReadOnlyList<ChatMessage> messages)
    {
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == ChatRole.Assistant)
            {
                CallTurn turn = new(messages, i);
                if (turn.HasCalls() && !turn.IsAnswered())
                {
                    return false;
                }

                i = turn.End - 1;
            }
        }

        return true;
    }

    public bool HasCalls()
    {
        for (int i = Start; i < End; i++)
        {
            if (new MessageContents(_messages[i]).HasCalls())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the calls are all in the last message, and their results directly behind it.</summary>
    public bool IsAnswered()
    {
        for (int i = Start; i < End - 1; i++)
        {
            if (new MessageContents(_messages[i]).HasCalls())
            {
                return false;
            }
        }

        ResultCursor next = new(_messages, End);
        IList<AIContent> contents = _messages[End - 1].Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call && !next.Takes(call.CallId) && ResultInPlace(call.CallId) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The result directly behind the turn: in a message of results, or in the first that holds more than results.</summary>
    public FunctionResultContent? ResultInPlace(string id)
    {
        for (int i = End; i < _messages.Count; i++)
        {
            MessageContents contents = new(_messages[i]);
            if (contents.ResultOf(id) is { } result)
            {
                return result;
            }

            if (!contents.HasResultsAlone())
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>
    /// The result anywhere from the turn on, up to another call of the same id: some services number the calls of each answer.
    /// </summary>
    public FunctionResultContent? FindResult(string id)
    {
        for (int i = Start; i < _messages.Count; i++)
        {
            MessageContents contents = new(_messages[i]);
            if (i >= End && contents.HasCall(id))
            {
                return null;
            }

            if (contents.ResultOf(id) is { } result)
            {
                return result;
            }
        }

        return null;
    }
}
