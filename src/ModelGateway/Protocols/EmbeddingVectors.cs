using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols;

/// <summary>
/// Reads an embedding: an array of numbers, or the little-endian bytes of 32-bit floats as base64. A number that no float can hold is
/// refused: it would spoil every comparison that the vector takes part in.
/// </summary>
internal static class EmbeddingVectors
{
    private const int UsualLength = 1536;
    private const int LongestVector = 1 << 16;

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">How many numbers are likely, e.g. those of the vector before; 0 where that is not known.</param>
    /// <exception cref="JsonException">It is no vector, or an empty one.</exception>
    public static float[] Read(ref Utf8JsonReader reader, int expected)
    {
        float[] vector = reader.TokenType switch
        {
            JsonTokenType.String => ReadBase64(ref reader),
            JsonTokenType.StartArray => ReadNumbers(ref reader, expected > 0 ? expected : UsualLength),
            _ => throw JsonFields.Unexpected(reader.TokenType, "an embedding"),
        };
        if (vector.Length == 0)
        {
            throw new JsonException("An embedding is empty.");
        }

        foreach (float number in vector)
        {
            if (!float.IsFinite(number))
            {
                throw new JsonException("An embedding holds a number that is not finite.");
            }
        }

        return vector;
    }

    private static float[] ReadNumbers(ref Utf8JsonReader reader, int expected)
    {
        float[] vector = new float[expected];
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                throw JsonFields.Unexpected(reader.TokenType, "a number");
            }

            if (count == vector.Length)
            {
                Array.Resize(ref vector, count < LongestVector ? Math.Min(count * 2, LongestVector) : throw TooLong());
            }

            vector[count++] = reader.GetSingle();
        }

        if (count != vector.Length)
        {
            Array.Resize(ref vector, count);
        }

        return vector;
    }

    private static JsonException TooLong() => new($"An embedding has more than {LongestVector} numbers, which no model gives.");

    private static float[] ReadBase64(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Decode(reader.ValueSpan);
        }

        byte[] unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return Decode(unescaped.AsSpan(0, reader.CopyString(unescaped)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unescaped);
        }
    }

    private static float[] Decode(ReadOnlySpan<byte> base64)
    {
        int padding = base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0;
        int length = Math.Max(0, (base64.Length / 4 * 3) - padding) / sizeof(float);
        float[] vector = length <= LongestVector ? new float[length] : throw TooLong();
        Span<byte> bytes = MemoryMarshal.AsBytes(vector.AsSpan());
        OperationStatus status = Base64.DecodeFromUtf8(base64, bytes, out int consumed, out int written);
        if (status != OperationStatus.Done || consumed != base64.Length || written != bytes.Length)
        {
            throw new JsonException("An embedding is no base64 of floats.");
        }

        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return vector;
    }
}
