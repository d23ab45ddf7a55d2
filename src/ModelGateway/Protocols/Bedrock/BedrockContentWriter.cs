using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Writes one content as one block, and its cache point after it.</summary>
internal sealed class BedrockContentWriter(Utf8JsonWriter writer, ChatCall call, BedrockModel model)
{
    public const int MaxToolCallId = 64;

    private readonly BedrockMediaWriter _media = new(writer);

    /// <summary>
    /// Whether a content becomes a block. Other contents are no input, are named in the notes, or are refused with an exception.
    /// </summary>
    public static bool IsWritten(AIContent content, ChatCall call)
    {
        switch (content)
        {
            case TextContent text:
                // Blocks without visible text are refused.
                return !string.IsNullOrWhiteSpace(text.Text);
            case FunctionCallContent or DataContent or UriContent or HostedFileContent:
                return true;
            case TextReasoningContent reasoning:
                return IsOwn(reasoning, call);
            case UsageContent or ErrorContent or ToolCallDeltaContent:
                return false;
        }

        if (RawBlock.Get(content, BedrockProtocol.ProtocolName) is not null)
        {
            return true;
        }

        NameForeign(content, call.Notes);
        return false;
    }

    private static void NameForeign(AIContent content, CallNotes notes)
    {
        bool isForeign = content is ToolCallContent or ToolResultContent
            || content.AdditionalProperties?.ContainsKey(ContentOrigin.OriginKey) is true;
        if (content is FunctionResultContent || !isForeign)
        {
            throw ProtocolError.Unsupported(
                $"A {content.GetType().Name} cannot be sent to Bedrock in this place: leave it out of the message.");
        }

        notes.LeftOut(content, BedrockNames.Service);
    }

    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(BedrockNames.Text, text);
        writer.WriteEndObject();
    }

    public void WriteUser(AIContent content)
    {
        switch (content)
        {
            case TextContent text: WriteText(writer, text.Text); break;
            case FunctionResultContent result: BedrockToolResultWriter.Write(writer, _media, result, call, model); break;
            case DataContent or UriContent or HostedFileContent: _media.Write(content); break;
            default: throw ProtocolError.Unsupported($"Bedrock takes no {content.GetType().Name} in user messages.");
        }

        BedrockCachePoint.Write(writer, content, call);
    }

    public void WriteAssistant(AIContent content)
    {
        switch (content)
        {
            case TextContent text: WriteText(writer, text.Text); break;
            case FunctionCallContent toolCall: WriteCall(toolCall); break;
            case TextReasoningContent reasoning: WriteReasoning(reasoning); break;
            default: WriteRaw(content); break;
        }

        BedrockCachePoint.Write(writer, content, call);
    }

    private void WriteCall(FunctionCallContent toolCall)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(BedrockNames.ToolUse);
        writer.WriteString(BedrockNames.ToolUseId, ToolCallIds.Map(toolCall.CallId, MaxToolCallId));
        writer.WriteString(BedrockNames.Name, toolCall.Name);
        writer.WritePropertyName(BedrockNames.Input);
        ToolArguments.WriteArguments(writer, toolCall.Arguments);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteReasoning(TextReasoningContent reasoning)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(BedrockNames.ReasoningContent);
        if (RedactedReasoning.IsMarked(reasoning))
        {
            writer.WriteString(BedrockNames.RedactedContent, reasoning.ProtectedData);
        }
        else
        {
            writer.WriteStartObject(BedrockNames.ReasoningText);
            writer.WriteString(BedrockNames.Text, reasoning.Text);
            writer.WriteString(BedrockNames.Signature, reasoning.ProtectedData);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // The block comes from the caller's history, which may have been edited since it was stored.
    private void WriteRaw(AIContent content)
    {
        string json = RawBlock.Get(content, BedrockProtocol.ProtocolName)
            ?? throw ProtocolError.Unsupported(
                $"Bedrock takes no {content.GetType().Name} in assistant messages: put it into a user message.");
        try
        {
            writer.WriteRawValue(json);
        }
        catch (JsonException)
        {
            throw ProtocolError.Unsupported(
                "A block of one of Bedrock's own tools is no longer the JSON that it was: leave it out of the history.");
        }
    }

    private static bool IsOwn(TextReasoningContent reasoning, ChatCall call)
    {
        if (!ContentOrigin.IsFrom(reasoning, BedrockProtocol.ProtocolName))
        {
            call.Notes.Add(CallNotes.ForeignReasoning);
            return false;
        }

        // Models that sign their reasoning take back only signed reasoning; other models take none.
        if (string.IsNullOrEmpty(reasoning.ProtectedData))
        {
            call.Notes.UnsignedReasoning(BedrockNames.Service);
            return false;
        }

        return true;
    }
}
