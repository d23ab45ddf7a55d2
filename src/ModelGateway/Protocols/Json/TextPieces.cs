using System.Text.Json;
using ModelGateway.Buffers;

namespace ModelGateway.Protocols.Json;

/// <summary>
/// Reads the strings of one text, and joins the halves of a surrogate pair that two pieces cut: the first half waits for the next piece.
/// Texts that come whole have nothing to wait for.
/// </summary>
/// <param name="inPieces">Whether the text comes in pieces.</param>
internal struct TextPieces(bool inPieces)
{
    private char _half;

    /// <summary>Whether half of a pair waits for the next piece.</summary>
    public readonly bool IsWaiting => _half != default;

    /// <summary>The string that the reader stands on; null where the JSON says null.</summary>
    public string? Read(ref Utf8JsonReader reader) => IsPlain(ref reader)
        ? JsonFields.ReadString(ref reader)
        : SurrogateHalves.Open(reader.ValueSpan, ref _half, inPieces).GetString();

    /// <summary>Moves to the value of the property that the reader stands on, and reads it as <see cref="Read"/> does.</summary>
    public string? ReadNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Read(ref reader);
    }

    /// <summary>Appends the string that the reader stands on, unescaped, as UTF-8.</summary>
    public void AppendTo(PooledBufferWriter output, ref Utf8JsonReader reader)
    {
        if (IsPlain(ref reader))
        {
            output.Advance(reader.CopyString(output.GetSpan(reader.ValueSpan.Length)));
            return;
        }

        Utf8JsonReader mended = SurrogateHalves.Open(reader.ValueSpan, ref _half, inPieces);
        output.Advance(mended.CopyString(output.GetSpan(mended.ValueSpan.Length)));
    }

    /// <summary>What is left at the end of the text: U+FFFD where its other half never came; null for nothing.</summary>
    public string? Take()
    {
        bool isLeft = _half != default;
        _half = default;
        return isLeft ? "\uFFFD" : null;
    }

    private readonly bool IsPlain(ref readonly Utf8JsonReader reader) => reader.TokenType != JsonTokenType.String
        || (_half == default && !(reader.ValueIsEscaped && SurrogateHalves.Occur(reader.ValueSpan)));
}
