using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>One <c>content_block_delta</c>. Its fields may come in any order.</summary>
internal ref struct AnthropicDelta
{
    public AnthropicDeltaType Type { get; private set; }

    public int Index { get; private set; }

    public string? Text { get; private set; }

    public string? Thinking { get; private set; }

    public string? Signature { get; private set; }

    public CitationAnnotation? Citation { get; private set; }

    /// <summary>The delta as JSON.</summary>
    public ReadOnlySpan<byte> Json { get; private set; }

    /// <summary>The piece of a tool's input, as the JSON string that it arrived in, quotes included.</summary>
    public ReadOnlySpan<byte> PartialJson { get; private set; }

    /// <param name="data">The event.</param>
    /// <param name="text">Reads the pieces of text.</param>
    /// <param name="thinking">Reads the pieces of thinking.</param>
    public static AnthropicDelta Read(ReadOnlySpan<byte> data, ref TextPieces text, ref TextPieces thinking)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        AnthropicDelta delta = default;
        bool hasDelta = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(AnthropicNames.Delta))
            {
                reader.Read();
                WireJson.Expect(ref reader, JsonTokenType.StartObject);
                int start = (int)reader.TokenStartIndex;
                delta.ReadFields(ref reader, data, ref text, ref thinking);
                delta.Json = data[start..(int)reader.BytesConsumed];
                hasDelta = true;
            }
            else if (reader.ValueTextEquals(AnthropicNames.Index))
            {
                reader.Read();
                delta.Index = reader.GetInt32();
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        // Nothing may follow the event's object.
        return reader.Read() || !hasDelta ? throw new JsonException("The event has no delta.") : delta;
    }

    private void ReadFields(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, ref TextPieces text, ref TextPieces thinking)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(AnthropicNames.Type.EncodedUtf8Bytes))
            {
                reader.Read();
                Type = TypeOf(ref reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Text.EncodedUtf8Bytes))
            {
                Text = text.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Thinking))
            {
                Thinking = thinking.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Signature))
            {
                Signature = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.PartialJson))
            {
                reader.Read();
                PartialJson = reader.TokenType == JsonTokenType.Null ? default
                    : reader.TokenType == JsonTokenType.String ? data[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]
                    : throw new JsonException("A piece of a tool's input is no string.");
            }
            else if (reader.ValueTextEquals(AnthropicNames.Citation))
            {
                reader.Read();
                Citation = reader.TokenType == JsonTokenType.Null ? null : AnthropicCitationReader.Read(ref reader);
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }
    }

    private static AnthropicDeltaType TypeOf(ref Utf8JsonReader reader) =>
        AnthropicWords.Deltas.TryRead(ref reader, out AnthropicDeltaType found) ? found : AnthropicDeltaType.Unknown;
}
