using Microsoft.Extensions.AI;

namespace ModelGateway.Bridging;

/// <summary>
/// Rewrites a history in which a model called several functions at once as if it had called them one after the other: each call with what
/// was said before it, then its result. Ids stay. Results that belong to no call of the message, and whatever else stands among the
/// results, follow the last pair in their order. Calls none of which was answered are left together.
/// </summary>
internal static class CallSerializing
{
    /// <summary>The history as pairs; the same where nobody called several at once.</summary>
    public static IReadOnlyList<ChatMessage> Rewrite(IReadOnlyList<ChatMessage> messages)
    {
        List<ChatMessage>? rewritten = null;
        for (int i = 0; i < messages.Count; i++)
        {
            int end = i + 1;
            while (end < messages.Count && messages[end].Role == ChatRole.Tool)
            {
                end++;
            }

            if (messages[i].Role == ChatRole.Assistant && Calls(messages[i].Contents) > 1 && end > i + 1)
            {
                rewritten ??= [.. messages.Take(i)];
                AddPairs(rewritten, messages[i], [.. messages.Skip(i + 1).Take(end - i - 1)]);
                i = end - 1;
            }
            else
            {
                rewritten?.Add(messages[i]);
            }
        }

        return rewritten ?? messages;
    }

    /// <summary>How many functions an answer calls that somebody is to invoke.</summary>
    public static int Calls(IList<AIContent> contents)
    {
        int calls = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            calls += contents[i] is FunctionCallContent { InformationalOnly: false } ? 1 : 0;
        }

        return calls;
    }

    private static void AddPairs(List<ChatMessage> rewritten, ChatMessage message, List<ChatMessage> results)
    {
        List<List<AIContent>> turns = Turns(message.Contents);
        HashSet<AIContent> given = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < turns.Count; i++)
        {
            ChatMessage turn = message.Clone();
            turn.Contents = turns[i];
            turn.RawRepresentation = null;
            turn.MessageId = i == 0 ? message.MessageId : null;
            rewritten.Add(turn);

            string id = turns[i].OfType<FunctionCallContent>().Last(static call => !call.InformationalOnly).CallId;
            foreach (ChatMessage answer in results)
            {
                List<AIContent> own = [.. answer.Contents.Where(content => content is FunctionResultContent result && result.CallId == id && given.Add(content))];
                if (own.Count > 0)
                {
                    rewritten.Add(With(answer, own));
                }
            }
        }

        foreach (ChatMessage answer in results)
        {
            List<AIContent> left = [.. answer.Contents.Where(content => !given.Contains(content))];
            if (left.Count > 0)
            {
                rewritten.Add(left.Count == answer.Contents.Count ? answer : With(answer, left));
            }
        }
    }

    // What was said before a call belongs to it; what was said after the last one, to the last.
    private static List<List<AIContent>> Turns(IList<AIContent> contents)
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
