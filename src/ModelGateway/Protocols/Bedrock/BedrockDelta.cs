using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>One <c>contentBlockDelta</c>. Its fields may come in any order.</summary>
internal ref struct BedrockDelta
{
    public int Index { get; private set; }

    public string? Text { get; private set; }

    /// <summary>A piece of a tool call's input, as text.</summary>
    public string? Input { get; private set; }

    public string? Reasoning { get; private set; }

    public string? Signature { get; private set; }

    public string? Redacted { get; private set; }

    public CitationAnnotation? Citation { get; private set; }

    /// <summary>A piece of an image.</summary>
    public byte[]? Image { get; private set; }

    /// <summary>A piece of the result of one of Bedrock's own tools: a JSON array.</summary>
    public ReadOnlySpan<byte> ServerResult { get; private set; }

    /// <param name="data">The event.</param>
    /// <param name="pieces">Reads the pieces of the stream.</param>
    public static BedrockDelta Read(ReadOnlySpan<byte> data, ref BedrockPieces pieces)
    {
        BedrockDelta delta = default;
        bool hasDelta = false;
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.Delta))
            {
                reader.Read();
                hasDelta = JsonFields.StartsObject(ref reader);
                while (hasDelta && JsonFields.NextProperty(ref reader))
                {
                    delta.ReadField(ref reader, data, ref pieces);
                }
            }
            else if (reader.ValueTextEquals(BedrockNames.ContentBlockIndex))
            {
                reader.Read();
                delta.Index = reader.GetInt32();
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        WireJson.ExpectEnd(ref reader);
        return hasDelta ? delta : throw new JsonException("The event has no delta.");
    }

    private void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, ref BedrockPieces pieces)
    {
        if (reader.ValueTextEquals(BedrockNames.Text))
        {
            Text = pieces.Text.ReadNext(ref reader);
        }
        else if (reader.ValueTextEquals(BedrockNames.ToolUse) || reader.ValueTextEquals(BedrockNames.ReasoningContent))
        {
            bool isTool = reader.ValueTextEquals(BedrockNames.ToolUse);
            reader.Read();
            bool isObject = JsonFields.StartsObject(ref reader);
            while (isObject && JsonFields.NextProperty(ref reader))
            {
                ReadInner(ref reader, isTool, ref pieces);
            }
        }
        else if (reader.ValueTextEquals(BedrockNames.Citation))
        {
            reader.Read();
            Citation = BedrockCitationReader.Read(ref reader);
        }
        else if (reader.ValueTextEquals(BedrockNames.ToolResult))
        {
            reader.Read();
            ServerResult = JsonFields.StartsArray(ref reader) ? JsonFields.ReadRaw(ref reader, data) : default;
        }
        else if (reader.ValueTextEquals(BedrockNames.Image))
        {
            reader.Read();
            JsonElement image = JsonElement.ParseValue(ref reader);
            Image = image.ValueKind == JsonValueKind.Object && image.TryGetProperty(BedrockNames.Source, out JsonElement source)
                && source.ValueKind == JsonValueKind.Object && source.TryGetProperty(BedrockNames.Bytes, out JsonElement bytes)
                && bytes.ValueKind == JsonValueKind.String
                    ? bytes.GetBytesFromBase64()
                    : null;
        }
        else
        {
            JsonFields.SkipValue(ref reader);
        }
    }

    private void ReadInner(ref Utf8JsonReader reader, bool isTool, ref BedrockPieces pieces)
    {
        if (isTool && reader.ValueTextEquals(BedrockNames.Input))
        {
            Input = pieces.Input.ReadNext(ref reader);
        }
        else if (!isTool && reader.ValueTextEquals(BedrockNames.Text))
        {
            Reasoning = pieces.Reasoning.ReadNext(ref reader);
        }
        else if (!isTool && reader.ValueTextEquals(BedrockNames.Signature))
        {
            Signature = JsonFields.ReadStringValue(ref reader);
        }
        else if (!isTool && reader.ValueTextEquals(BedrockNames.RedactedContent))
        {
            Redacted = JsonFields.ReadStringValue(ref reader);
        }
        else
        {
            JsonFields.SkipValue(ref reader);
        }
    }
}
