using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Reads a vector: an array of numbers, or the little-endian bytes of its floats as base64.</summary>
internal static class OpenAIVectorReader
{
    private const int UsualLength = 1536;

    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">The length that it likely has; 0 where that is not known.</param>
    public static float[]? Read(ref Utf8JsonReader reader, int expected) => reader.TokenType switch
    {
        JsonTokenType.String => ReadBase64(ref reader),
        _ => JsonFields.StartsArray(ref reader) ? ReadNumbers(ref reader, expected > 0 ? expected : UsualLength) : null,
    };

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
                Array.Resize(ref vector, count * 2);
            }

            // A number beyond a float's range would be read as infinite.
            vector[count++] = reader.GetSingle() is var number && float.IsFinite(number) ? number : throw JsonFields.Unexpected(reader.TokenType, "a float");
        }

        if (count != vector.Length)
        {
            Array.Resize(ref vector, count);
        }

        return vector;
    }

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
        float[] vector = new float[Math.Max(0, (base64.Length / 4 * 3) - padding) / sizeof(float)];
        Span<byte> bytes = MemoryMarshal.AsBytes(vector.AsSpan());
        OperationStatus status = Base64.DecodeFromUtf8(base64, bytes, out int consumed, out int written);
        if (status != OperationStatus.Done || consumed != base64.Length || written != bytes.Length)
        {
            throw new FormatException("An embedding is no base64 of floats.");
        }

        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return vector;
    }
}
