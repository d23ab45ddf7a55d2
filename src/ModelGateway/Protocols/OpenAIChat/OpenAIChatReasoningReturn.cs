using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes a model's own reasoning back into the history, where the service wants it.</summary>
internal static class OpenAIChatReasoningReturn
{
    /// <param name="writer">Stands within the assistant's message.</param>
    /// <param name="contents">The message's contents.</param>
    /// <param name="called">Whether the message calls tools.</param>
    /// <param name="reasoned">Whether it holds reasoning that came from here.</param>
    /// <param name="call">The call.</param>
    /// <param name="dialect">The dialect.</param>
    public static void Write(Utf8JsonWriter writer, IList<AIContent> contents, bool called, bool reasoned, ChatCall call, ChatDialect dialect)
    {
        switch (dialect.ReasoningReturn)
        {
            case ReasoningReturn.WithToolCalls when called && reasoned:
            case ReasoningReturn.Always when reasoned:
                writer.WriteString(dialect.ReasoningField, Join(contents, dialect));
                break;
            case ReasoningReturn.Always when called && call.Options?.Reasoning?.Effort != ReasoningEffort.None:
                // Refused without the field where the model thinks, which is what it does unless told otherwise.
                writer.WriteString(dialect.ReasoningField, ""u8);
                break;
            case ReasoningReturn.Details when reasoned:
                WriteDetails(writer, contents, dialect);
                break;
        }
    }

    private static void WriteDetails(Utf8JsonWriter writer, IList<AIContent> contents, ChatDialect dialect)
    {
        bool any = false;
        for (int i = 0; i < contents.Count; i++)
        {
            if (Own(contents[i], dialect)?.ProtectedData is not { Length: > 0 } details)
            {
                continue;
            }

            if (!any)
            {
                writer.WriteStartArray("reasoning_details"u8);
                any = true;
            }

            foreach (JsonElement detail in WireJson.Parse(details).EnumerateArray())
            {
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(detail), skipInputValidation: true);
            }
        }

        if (any)
        {
            writer.WriteEndArray();
        }
        else if (Join(contents, dialect) is { Length: > 0 } text)
        {
            writer.WriteString("reasoning"u8, text);
        }
    }

    private static string Join(IList<AIContent> contents, ChatDialect dialect)
    {
        string text = "";
        for (int i = 0; i < contents.Count; i++)
        {
            if (Own(contents[i], dialect) is { } reasoning)
            {
                text = text.Length == 0 ? reasoning.Text : text + reasoning.Text;
            }
        }

        return text;
    }

    private static TextReasoningContent? Own(AIContent content, ChatDialect dialect) =>
        content is TextReasoningContent reasoning && ContentOrigin.IsFrom(reasoning, dialect.Protocol) ? reasoning : null;
}
