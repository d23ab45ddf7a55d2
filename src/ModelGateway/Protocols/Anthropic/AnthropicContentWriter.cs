using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Writes one content as one block.</summary>
internal static class AnthropicContentWriter
{
    /// <summary>
    /// Whether a content becomes a block. Other contents are no input, are named in the notes, or are refused with an exception.
    /// </summary>
    public static bool IsWritten(AIContent content, ChatCall call)
    {
        switch (content)
        {
            case TextContent text:
                if (!string.IsNullOrWhiteSpace(text.Text))
                {
                    return true;
                }

                // Blocks without visible text are refused.
                AnthropicCitationWriter.NoteUnsent(text, call.Notes);
                return false;
            case FunctionCallContent or DataContent or UriContent or HostedFileContent:
                return true;
            case TextReasoningContent reasoning:
                return IsOwn(reasoning, call.Notes);
            case UsageContent or ErrorContent:
                return false;
        }

        if (AnthropicContainer.IsKept(content))
        {
            return false;
        }

        if (RawBlock.Get(content, AnthropicProtocol.ProtocolName) is not null)
        {
            return true;
        }

        if (content is FunctionResultContent || content is not (ToolCallContent or ToolResultContent) && !HasOrigin(content))
        {
            throw ProtocolError.Unsupported(
                $"A {content.GetType().Name} cannot be sent to Anthropic in this place: leave it out of the message.");
        }

        call.Notes.LeftOut(content, AnthropicNames.Service);
        return false;
    }

    public static void WriteText(Utf8JsonWriter writer, AIContent content, string text, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, AnthropicNames.Text);
        writer.WriteString(AnthropicNames.Text, text);
        AnthropicCacheControl.Write(writer, content, notes);
        writer.WriteEndObject();
    }

    /// <summary>A text of the model, with its citations.</summary>
    public static void WriteAnswer(Utf8JsonWriter writer, TextContent content, string text, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, AnthropicNames.Text);
        writer.WriteString(AnthropicNames.Text, text);
        AnthropicCitationWriter.Write(writer, content, notes);
        AnthropicCacheControl.Write(writer, content, notes);
        writer.WriteEndObject();
    }

    public static void WriteUser(Utf8JsonWriter writer, AIContent content, CallNotes notes)
    {
        switch (content)
        {
            case TextContent text: WriteText(writer, text, text.Text, notes); break;
            case DataContent or UriContent or HostedFileContent: AnthropicMediaWriter.Write(writer, content, notes); break;
            default: throw ProtocolError.Unsupported($"Anthropic takes no {content.GetType().Name} in user messages.");
        }
    }

    public static void WriteAssistant(Utf8JsonWriter writer, AIContent content, CallNotes notes)
    {
        switch (content)
        {
            case FunctionCallContent call: WriteCall(writer, call, notes); break;
            case TextReasoningContent reasoning: WriteReasoning(writer, reasoning); break;
            default:
                string json = RawBlock.Get(content, AnthropicProtocol.ProtocolName)
                    ?? throw ProtocolError.Unsupported(
                        $"Anthropic takes no {content.GetType().Name} in assistant messages: put it into a user message.");
                WriteRaw(writer, json);
                break;
        }
    }

    // The block comes from the caller's history, which may have been edited since it was stored.
    private static void WriteRaw(Utf8JsonWriter writer, string json)
    {
        try
        {
            writer.WriteRawValue(json);
        }
        catch (JsonException)
        {
            throw ProtocolError.Unsupported(
                "A block of one of Anthropic's own tools is no longer the JSON that it was: leave it out of the history.");
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, FunctionCallContent call, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, AnthropicNames.ToolUse);
        writer.WriteString(AnthropicNames.Id, ToolCallIds.Map(call.CallId, AnthropicNames.MaxToolCallId));
        writer.WriteString(AnthropicNames.Name, call.Name);
        writer.WritePropertyName(AnthropicNames.Input);
        ToolArguments.WriteArguments(writer, call.Arguments);
        AnthropicCacheControl.Write(writer, call, notes);
        writer.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter writer, TextReasoningContent reasoning)
    {
        writer.WriteStartObject();
        if (RedactedReasoning.IsMarked(reasoning))
        {
            writer.WriteString(AnthropicNames.Type, AnthropicWords.RedactedThinking);
            writer.WriteString(AnthropicNames.Data, reasoning.ProtectedData);
        }
        else
        {
            writer.WriteString(AnthropicNames.Type, AnthropicWords.Thinking);
            writer.WriteString(AnthropicNames.Thinking, reasoning.Text);
            writer.WriteString(AnthropicNames.Signature, reasoning.ProtectedData);
        }

        writer.WriteEndObject();
    }

    private static bool IsOwn(TextReasoningContent reasoning, CallNotes notes)
    {
        if (ContentOrigin.IsFrom(reasoning, AnthropicProtocol.ProtocolName))
        {
            if (!string.IsNullOrEmpty(reasoning.ProtectedData))
            {
                return true;
            }

            notes.UnsignedReasoning(AnthropicNames.Service);
        }
        else
        {
            notes.Add(CallNotes.ForeignReasoning);
        }

        return false;
    }

    private static bool HasOrigin(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.ContainsKey(ContentOrigin.OriginKey);
}
