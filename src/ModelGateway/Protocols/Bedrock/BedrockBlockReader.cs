using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Reads one block of an answer: an object with one property, which names the kind of block.</summary>
internal static class BedrockBlockReader
{
    public static void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, IList<AIContent> contents, ChatCall call)
    {
        int start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw JsonFields.Unexpected(reader.TokenType, "a content block");
        }

        AIContent? content = null;
        bool isKnown = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.Text))
            {
                reader.Read();
                isKnown = true;
                content = JsonFields.ReadString(ref reader) is { Length: > 0 } text ? new TextContent(text) : null;
            }
            else if (reader.ValueTextEquals(BedrockNames.ToolUse))
            {
                reader.Read();
                content = ReadToolUse(ref reader, json, call, contents.Count, out isKnown);
            }
            else if (reader.ValueTextEquals(BedrockNames.ReasoningContent))
            {
                reader.Read();
                isKnown = true;
                content = ReadReasoning(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.CitationsContent))
            {
                reader.Read();
                isKnown = true;
                content = BedrockCitationReader.ReadBlock(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.Image))
            {
                reader.Read();
                content = ReadImage(ref reader);
                isKnown = content is not null;
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        content ??= isKnown ? null
            : BedrockServerBlock.Create(json[start..(int)reader.BytesConsumed]);
        if (content is not null)
        {
            contents.Add(content);
        }
    }

    /// <summary>The media type of an image's format.</summary>
    public static string MediaTypeOf(string? format) => $"image/{format ?? "png"}";

    // A typed call belongs to a tool that Bedrock runs. The application must not answer it, so it is kept as an unknown block.
    private static FunctionCallContent? ReadToolUse(ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json, ChatCall call, int index, out bool isKnown)
    {
        string? id = null;
        string? name = null;
        string? type = null;
        ReadOnlySpan<byte> input = default;
        isKnown = JsonFields.StartsObject(ref reader);
        while (isKnown && JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.ToolUseId))
            {
                id = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.Name))
            {
                name = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.Type))
            {
                type = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.Input))
            {
                input = JsonFields.ReadRawValue(ref reader, json);
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        if (!isKnown || type is not null)
        {
            isKnown = false;
            return null;
        }

        return ToolArguments.CreateCall(
            string.IsNullOrEmpty(id) ? ToolCallIds.Mint(call.AttemptId, index) : id,
            name ?? throw new JsonException("A tool call has no name."), input);
    }

    private static TextReasoningContent? ReadReasoning(ref Utf8JsonReader reader)
    {
        string? text = null;
        string? signature = null;
        string? redacted = null;
        bool isObject = JsonFields.StartsObject(ref reader);
        while (isObject && JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.RedactedContent))
            {
                redacted = JsonFields.ReadStringValue(ref reader);
                continue;
            }

            bool isText = reader.ValueTextEquals(BedrockNames.ReasoningText);
            reader.Read();
            if (!isText || !JsonFields.StartsObject(ref reader))
            {
                reader.Skip();
                continue;
            }

            ReadReasoningText(ref reader, ref text, ref signature);
        }

        return CreateReasoning(text, signature, redacted);
    }

    private static void ReadReasoningText(ref Utf8JsonReader reader, ref string? text, ref string? signature)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            bool isWords = reader.ValueTextEquals(BedrockNames.Text);
            bool isSignature = reader.ValueTextEquals(BedrockNames.Signature);
            reader.Read();
            text = isWords ? JsonFields.ReadString(ref reader) : text;
            signature = isSignature ? JsonFields.ReadString(ref reader) : signature;
            reader.Skip();
        }
    }

    private static TextReasoningContent? CreateReasoning(string? text, string? signature, string? redacted)
    {
        if (redacted is not null)
        {
            return RedactedReasoning.Create(redacted, BedrockProtocol.ProtocolName);
        }

        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(signature))
        {
            return null;
        }

        TextReasoningContent reasoning = new(text) { ProtectedData = string.IsNullOrEmpty(signature) ? null : signature };
        ContentOrigin.Set(reasoning, BedrockProtocol.ProtocolName);
        return reasoning;
    }

    private static DataContent? ReadImage(ref Utf8JsonReader reader)
    {
        JsonElement image = JsonElement.ParseValue(ref reader);
        return image.ValueKind == JsonValueKind.Object
            && image.TryGetProperty(BedrockNames.Source, out JsonElement source) && source.ValueKind == JsonValueKind.Object
            && source.TryGetProperty(BedrockNames.Bytes, out JsonElement bytes) && bytes.ValueKind == JsonValueKind.String
                ? new DataContent(bytes.GetBytesFromBase64(),
                    MediaTypeOf(image.TryGetProperty(BedrockNames.Format, out JsonElement format) ? format.GetString() : null))
                : null;
    }
}
