using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>systemInstruction</c> and <c>contents</c>. Gemini has two roles that alternate: consecutive messages of one role become one content,
/// and all results of a turn's calls are in one content, in the order of the calls: results without an id are matched by order.
/// </summary>
internal readonly ref struct GeminiMessageWriter(Utf8JsonWriter writer, ChatCall call, GeminiFlavor flavor)
{
    public bool WriteSystem()
    {
        bool open = WriteSystemText(call.Options?.Instructions, open: false);
        IReadOnlyList<ChatMessage> messages = call.Messages;
        bool isWithin = false;
        for (int i = 0; i < messages.Count; i++)
        {
            if (!IsSystem(messages[i]))
            {
                isWithin = true;
                continue;
            }

            if (isWithin)
            {
                call.Notes.SystemMoved(GeminiNames.Service);
            }

            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is not TextContent text)
                {
                    throw ProtocolError.Unsupported(
                        $"Gemini takes text alone as system instruction, not {contents[j].GetType().Name}: move it into a user message.");
                }

                open = WriteSystemText(text.Text, open);
            }
        }

        if (open)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return open;
    }

    public void WriteContents()
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        GeminiPartWriter parts = new(writer, call, flavor);
        int signedFrom = GeminiModel.Generation(call.ModelId) >= 3 ? StartOfCurrentTurn(messages) : int.MaxValue;
        int previous = 0;
        writer.WriteStartArray(GeminiNames.Contents);
        for (int start = 0; start < messages.Count;)
        {
            bool model = IsModel(messages[start]);
            int end = EndOfRun(messages, start, model);
            parts.Begin(model ? GeminiWords.Model : GeminiWords.User, mustSign: model && start >= signedFrom);
            if (!model)
            {
                GeminiResultOrder.Write(ref parts, messages, previous, start, end);
            }

            for (int i = start; i < end; i++)
            {
                if (!IsSystem(messages[i]))
                {
                    WriteMessage(ref parts, messages[i], model);
                }
            }

            parts.End();
            previous = start;
            start = end;
        }

        writer.WriteEndArray();
    }

    public static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role.Value == "developer";

    private static void WriteMessage(ref GeminiPartWriter parts, ChatMessage message, bool model)
    {
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            parts.Notes.AuthorNotSent(GeminiNames.Service);
        }

        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent text)
            {
                TextReasoningContent? signature = i + 1 < contents.Count ? contents[i + 1] as TextReasoningContent : null;
                if (parts.WriteText(text.Text, signature))
                {
                    i++;
                }
            }
            else if (contents[i] is not FunctionResultContent)
            {
                parts.Write(contents[i]);
            }
            else if (model)
            {
                throw ProtocolError.Unsupported(
                    "A tool's result stands in an assistant message: put it into a message of role tool.");
            }
        }
    }

    private bool WriteSystemText(string? text, bool open)
    {
        if (string.IsNullOrEmpty(text))
        {
            return open;
        }

        if (!open)
        {
            writer.WriteStartObject(GeminiNames.SystemInstruction);
            writer.WriteStartArray(GeminiNames.Parts);
        }

        writer.WriteStartObject();
        writer.WriteString(GeminiNames.Text, text);
        writer.WriteEndObject();
        return true;
    }

    private static bool IsModel(ChatMessage message) => message.Role == ChatRole.Assistant;

    private static int EndOfRun(IReadOnlyList<ChatMessage> messages, int start, bool model)
    {
        int end = start + 1;
        while (end < messages.Count && (IsSystem(messages[end]) || IsModel(messages[end]) == model))
        {
            end++;
        }

        return end;
    }

    // A turn begins with the user's last message; results of tools belong to the turn.
    private static int StartOfCurrentTurn(IReadOnlyList<ChatMessage> messages)
    {
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if (IsSystem(messages[i]) || IsModel(messages[i]))
            {
                continue;
            }

            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is not FunctionResultContent)
                {
                    return i;
                }
            }
        }

        return 0;
    }
}
