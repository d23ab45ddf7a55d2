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
        bool isUnknown = false;
        while (JsonFields.NextProperty(ref reader))
        {
            content = ReadKind(ref reader, json, call, contents.Count, ref isUnknown) ?? content;
        }

        if (content is null && isUnknown)
        {
            content = BedrockServerBlock.Create(json[start..(int)reader.BytesConsumed]);
        }

        if (content is not null)
        {
            contents.Add(content);
        }
    }

    /// <summary>The media type of an image's format.</summary>
    public static string MediaTypeOf(string? format) => $"image/{format ?? "png"}";

    /// <summary>Whether a call belongs to a tool that Bedrock runs: the application must not answer it.</summary>
    public static bool IsServers(JsonElement toolUse) => toolUse.TryGetProperty(BedrockNames.Type, out JsonElement type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals(BedrockNames.ServerToolUse);

    // The content of a field that names the kind of block. A field that is null says nothing, whichever it is.
    private static AIContent? ReadKind(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ChatCall call, int index, ref bool isUnknown)
    {
        if (reader.ValueTextEquals(BedrockNames.Text))
        {
            return JsonFields.ReadStringValue(ref reader) is { Length: > 0 } text ? new TextContent(text) : null;
        }

        if (reader.ValueTextEquals(BedrockNames.ToolUse))
        {
            reader.Read();
            return ReadToolUse(ref reader, json, call, index, ref isUnknown);
        }

        if (reader.ValueTextEquals(BedrockNames.ReasoningContent))
        {
            reader.Read();
            return ReadReasoning(ref reader);
        }

        if (reader.ValueTextEquals(BedrockNames.CitationsContent))
        {
            reader.Read();
            return BedrockCitationReader.ReadBlock(ref reader);
        }

        bool isImage = reader.ValueTextEquals(BedrockNames.Image);
        reader.Read();
        bool isNull = reader.TokenType == JsonTokenType.Null;
        DataContent? image = isImage ? ReadImage(ref reader) : null;
        reader.Skip();
        isUnknown |= image is null && !isNull;
        return image;
    }

    private static FunctionCallContent? ReadToolUse(ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json, ChatCall call, int index, ref bool isUnknown)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        string? id = null;
        string? name = null;
        bool isServers = false;
        ReadOnlySpan<byte> input = default;
        while (JsonFields.NextProperty(ref reader))
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
                reader.Read();
                isServers = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(BedrockNames.ServerToolUse);
                reader.Skip();
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

        if (isServers)
        {
            isUnknown = true;
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
        if (!string.IsNullOrEmpty(redacted))
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
