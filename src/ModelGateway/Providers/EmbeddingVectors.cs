using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers;

/// <summary>Reads an embedding: an array of numbers, or the bytes of 32-bit floats as base64.</summary>
internal static class EmbeddingVectors
{
    private const int LongestVector = 1 << 20;

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">How many numbers are likely, e.g. those of the vector before; 0 where that is not known.</param>
    public static float[] Read(ref Utf8JsonReader reader, int expected)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            byte[] bytes = reader.GetBytesFromBase64();
            return bytes.Length > 0 && bytes.Length % sizeof(float) == 0
                ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
                : throw new JsonException($"An embedding of {bytes.Length} bytes is no vector.");
        }

        if (!JsonFields.StartsArray(ref reader))
        {
            throw JsonFields.Unexpected(reader.TokenType, "an embedding");
        }

        float[] buffer = ArrayPool<float>.Shared.Rent(expected > 0 ? expected : 1024);
        try
        {
            int count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number)
                {
                    throw JsonFields.Unexpected(reader.TokenType, "a number");
                }

                if (count == buffer.Length)
                {
                    Grow(ref buffer);
                }

                // A number beyond a float's range would be read as infinite.
                buffer[count++] = reader.GetSingle() is var number && float.IsFinite(number) ? number : throw JsonFields.Unexpected(reader.TokenType, "a float");
            }

            return count > 0 ? buffer.AsSpan(0, count).ToArray() : throw new JsonException("An embedding is empty.");
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref float[] buffer)
    {
        if (buffer.Length >= LongestVector)
        {
            throw new JsonException("An embedding is longer than any model's.");
        }

        float[] larger = ArrayPool<float>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<float>.Shared.Return(buffer);
        buffer = larger;
    }
}
