using Microsoft.Extensions.AI;

namespace ModelGateway.Bridging;

/// <summary>
/// Rewrites a history in which a model called several functions in one turn, for models that call one at a time: each call becomes a turn
/// with the text before it, followed by its result.
/// </summary>
/// <remarks>
/// Call ids stay the same. Results of other turns' calls, and other contents among the results, follow the last pair in their order. A turn
/// without any result is left as it is.
/// </remarks>
internal sealed class CallSerializing
{
    private readonly List<ChatMessage> _rewritten;

    private CallSerializing(IEnumerable<ChatMessage> before)
    {
        _rewritten = [.. before];
    }

    /// <summary>The history with one call a turn; the same list where no turn has several.</summary>
    public static IReadOnlyList<ChatMessage> Rewrite(IReadOnlyList<ChatMessage> messages)
    {
        CallSerializing? serializing = null;
        for (int i = 0; i < messages.Count; i++)
        {
            int end = i + 1;
            while (end < messages.Count && messages[end].Role == ChatRole.Tool)
            {
                end++;
            }

            if (messages[i].Role == ChatRole.Assistant && Calls(messages[i].Contents) > 1 && end > i + 1)
            {
                serializing ??= new CallSerializing(messages.Take(i));
                serializing.AddPairs(messages[i], [.. messages.Skip(i + 1).Take(end - i - 1)]);
                i = end - 1;
            }
            else
            {
                serializing?._rewritten.Add(messages[i]);
            }
        }

        return serializing?._rewritten ?? messages;
    }

    /// <summary>How many function calls an answer contains. Calls that the provider has run itself do not count.</summary>
    public static int Calls(IList<AIContent> contents)
    {
        int calls = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            calls += contents[i] is FunctionCallContent { InformationalOnly: false } ? 1 : 0;
        }

        return calls;
    }

    private void AddPairs(ChatMessage message, List<ChatMessage> results)
    {
        List<List<AIContent>> turns = Split(message.Contents);
        HashSet<AIContent> placed = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < turns.Count; i++)
        {
            ChatMessage turn = With(message, turns[i]);
            turn.MessageId = i == 0 ? message.MessageId : null;
            _rewritten.Add(turn);

            string id = turns[i].OfType<FunctionCallContent>().Last(static call => !call.InformationalOnly).CallId;
            foreach (ChatMessage answer in results)
            {
                AddPart(answer, content => content is FunctionResultContent result && result.CallId == id && placed.Add(content));
            }
        }

        foreach (ChatMessage answer in results)
        {
            if (answer.Contents.Any(placed.Contains))
            {
                AddPart(answer, content => !placed.Contains(content));
            }
            else if (answer.Contents.Count > 0)
            {
                _rewritten.Add(answer);
            }
        }
    }

    private void AddPart(ChatMessage message, Func<AIContent, bool> belongs)
    {
        List<AIContent> contents = [.. message.Contents.Where(belongs)];
        if (contents.Count > 0)
        {
            _rewritten.Add(With(message, contents));
        }
    }

    // Contents before a call belong to it; contents after the last call belong to the last one.
    private static List<List<AIContent>> Split(IList<AIContent> contents)
    {
        List<List<AIContent>> turns = [];
        List<AIContent> open = [];
        foreach (AIContent content in contents)
        {
            open.Add(content);
            if (content is FunctionCallContent { InformationalOnly: false })
            {
                turns.Add(open);
                open = [];
            }
        }

        turns[^1].AddRange(open);
        return turns;
    }

    private static ChatMessage With(ChatMessage message, List<AIContent> contents)
    {
        ChatMessage copy = message.Clone();
        copy.Contents = contents;
        copy.RawRepresentation = null;
        return copy;
    }
}
