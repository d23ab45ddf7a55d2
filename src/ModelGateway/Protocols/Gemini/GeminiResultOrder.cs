using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Writes the results of consecutive user and tool messages in the order of the calls that they answer.</summary>
internal static class GeminiResultOrder
{
    /// <summary>
    /// Writes the results in the messages [start, end). Their calls are in [previous, start) or, where answered late, earlier.
    /// </summary>
    public static void Write(ref GeminiPartWriter parts, IReadOnlyList<ChatMessage> messages, int previous, int start, int end)
    {
        int left = Count(messages, start, end);
        for (int i = previous; i < start && left > 0; i++)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionCallContent call)
                {
                    left -= WriteAnswers(ref parts, call, messages, start, end);
                }
            }
        }

        if (left > 0)
        {
            WriteLate(ref parts, messages, previous, start, end);
        }
    }

    private static int Count(IReadOnlyList<ChatMessage> messages, int start, int end)
    {
        int count = 0;
        for (int i = start; i < end; i++)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                count += contents[j] is FunctionResultContent ? 1 : 0;
            }
        }

        return count;
    }

    private static int WriteAnswers(
        ref GeminiPartWriter parts, FunctionCallContent call, IReadOnlyList<ChatMessage> messages, int start, int end)
    {
        int written = 0;
        for (int i = start; i < end; i++)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionResultContent result && result.CallId == call.CallId)
                {
                    parts.WriteResult(result, call.Name);
                    written++;
                }
            }
        }

        return written;
    }

    private static void WriteLate(ref GeminiPartWriter parts, IReadOnlyList<ChatMessage> messages, int previous, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionResultContent result && FindName(messages, previous, start, result.CallId) is null)
                {
                    parts.WriteResult(result, FindName(messages, 0, previous, result.CallId) ?? throw ProtocolError.Unsupported(
                        $"The tool result \"{result.CallId}\" answers no call in the history: Gemini names results by their calls, send them too."));
                }
            }
        }
    }

    private static string? FindName(IReadOnlyList<ChatMessage> messages, int from, int to, string callId)
    {
        for (int i = to - 1; i >= from; i--)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = contents.Count - 1; j >= 0; j--)
            {
                if (contents[j] is FunctionCallContent call && call.CallId == callId)
                {
                    return call.Name;
                }
            }
        }

        return null;
    }
}
