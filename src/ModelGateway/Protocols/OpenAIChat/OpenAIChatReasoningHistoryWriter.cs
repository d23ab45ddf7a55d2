using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes a model's earlier reasoning back into the history, where the service wants it.</summary>
internal readonly ref struct OpenAIChatReasoningHistoryWriter(Utf8JsonWriter writer, ChatCall call, ChatDialect dialect)
{
    /// <summary>Writes the fields of one assistant message.</summary>
    /// <param name="contents">The message's contents.</param>
    /// <param name="hasCalls">Whether the message calls tools.</param>
    /// <param name="hasReasoning">Whether it holds reasoning that came from this service.</param>
    public void Write(IList<AIContent> contents, bool hasCalls, bool hasReasoning)
    {
        switch (dialect.ReasoningReturn)
        {
            case ReasoningReturn.WithToolCalls when hasCalls && hasReasoning:
            case ReasoningReturn.Always when hasReasoning:
                writer.WriteString(dialect.ReasoningField, Join(contents));
                break;
            case ReasoningReturn.Always when hasCalls && call.Options?.Reasoning?.Effort != ReasoningEffort.None:
                // A model that thinks, as it does unless the request says otherwise, refuses calls without the field.
                writer.WriteString(dialect.ReasoningField, ""u8);
                break;
            case ReasoningReturn.Details when hasReasoning:
                WriteDetails(contents);
                break;
        }
    }

    private void WriteDetails(IList<AIContent> contents)
    {
        bool any = false;
        for (int i = 0; i < contents.Count; i++)
        {
            if (FromHere(contents[i])?.ProtectedData is not { Length: > 0 } details)
            {
                continue;
            }

            if (!any)
            {
                writer.WriteStartArray(OpenAIChatNames.ReasoningDetails);
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
        else if (Join(contents) is { Length: > 0 } text)
        {
            writer.WriteString(OpenAIChatNames.Reasoning, text);
        }
    }

    private string Join(IList<AIContent> contents)
    {
        string text = "";
        for (int i = 0; i < contents.Count; i++)
        {
            if (FromHere(contents[i]) is { } reasoning)
            {
                text = text.Length == 0 ? reasoning.Text : text + reasoning.Text;
            }
        }

        return text;
    }

    private TextReasoningContent? FromHere(AIContent content) =>
        content is TextReasoningContent reasoning && ContentOrigin.IsFrom(reasoning, dialect.Protocol) ? reasoning : null;
}
