using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>Copies answers with the JSON that was asked for as their text. Usage, ids and everything else stay.</summary>
internal static class BridgedResponse
{
    /// <summary>The answer with the call of the function turned into text.</summary>
    /// <param name="response">The answer, which is not changed.</param>
    /// <param name="answer">The call; others of the same function are left out, and noted.</param>
    /// <param name="text">The text.</param>
    /// <param name="callsOthers">
    /// Whether the caller's own functions are called too: the turn then ends for them, and text beside it stays.
    /// </param>
    /// <param name="schema">Notes what is left out.</param>
    public static ChatResponse FromCall(
        ChatResponse response, FunctionCallContent answer, string text, bool callsOthers, SchemaReader schema)
    {
        int words = 0;
        int calls = 0;
        List<ChatMessage> messages = new(response.Messages.Count);
        foreach (ChatMessage message in response.Messages)
        {
            List<AIContent> contents = new(message.Contents.Count);
            foreach (AIContent content in message.Contents)
            {
                if (ReferenceEquals(content, answer))
                {
                    contents.Add(new TextContent(text) { RawRepresentation = answer.RawRepresentation });
                }
                else if (content is FunctionCallContent call && schema.IsAnswer(call.Name))
                {
                    calls++;
                }
                else if (content is TextContent beside && !callsOthers)
                {
                    words += beside.Text.Length;
                }
                else
                {
                    contents.Add(content);
                }
            }

            messages.Add(With(message, contents));
        }

        NoteLeftOut(schema, words, calls);
        return With(response, messages, Reason(response.FinishReason, callsOthers));
    }

    /// <summary>The answer with one text in place of all its text.</summary>
    public static ChatResponse WithText(ChatResponse response, string text)
    {
        List<ChatMessage> messages = new(response.Messages.Count);
        bool isLast = true;
        for (int i = response.Messages.Count - 1; i >= 0; i--)
        {
            ChatMessage message = response.Messages[i];
            List<AIContent> contents = [.. message.Contents];
            for (int j = contents.Count - 1; j >= 0; j--)
            {
                if (contents[j] is TextContent old)
                {
                    contents.RemoveAt(j);
                    if (isLast)
                    {
                        contents.Insert(j, new TextContent(text)
                        {
                            RawRepresentation = old.RawRepresentation,
                            AdditionalProperties = old.AdditionalProperties,
                        });
                        isLast = false;
                    }
                }
            }

            messages.Insert(0, With(message, contents));
        }

        return With(response, messages, response.FinishReason);
    }

    public static ChatFinishReason? Reason(ChatFinishReason? reason, bool callsOthers) =>
        reason == ChatFinishReason.ToolCalls && !callsOthers ? ChatFinishReason.Stop : reason;

    public static void NoteLeftOut(SchemaReader schema, int words, int calls)
    {
        if (words > 0)
        {
            schema.Note($"{words} characters beside the answer by JSON schema were left out.");
        }

        if (calls > 0)
        {
            schema.Note($"it answered {calls + 1} times in one; the first answer counts.");
        }
    }

    private static ChatMessage With(ChatMessage message, List<AIContent> contents)
    {
        ChatMessage copy = message.Clone();
        copy.Contents = contents;
        return copy;
    }

    private static ChatResponse With(ChatResponse response, List<ChatMessage> messages, ChatFinishReason? reason) => new(messages)
    {
        AdditionalProperties = response.AdditionalProperties,
        ContinuationToken = response.ContinuationToken,
        ConversationId = response.ConversationId,
        CreatedAt = response.CreatedAt,
        FinishReason = reason,
        ModelId = response.ModelId,
        RawRepresentation = response.RawRepresentation,
        ResponseId = response.ResponseId,
        Usage = response.Usage,
    };
}
