using System.Buffers;
using System.Text.Json;

namespace ModelGateway.Providers.Json;

/// <summary>Reads embeddings: arrays of numbers whose length shows only at their end.</summary>
internal static class JsonVectors
{
    private const int UsualLength = 1024;

    /// <summary>Reads the array that the reader stands on.</summary>
    public static float[] Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw JsonFields.Unexpected(reader.TokenType, "an array of numbers");
        }

        float[] numbers = ArrayPool<float>.Shared.Rent(UsualLength);
        try
        {
            int count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count == numbers.Length)
                {
                    float[] larger = ArrayPool<float>.Shared.Rent(numbers.Length * 2);
                    numbers.CopyTo(larger, 0);
                    ArrayPool<float>.Shared.Return(numbers);
                    numbers = larger;
                }

                numbers[count++] = reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out float number) && float.IsFinite(number)
                    ? number
                    : throw JsonFields.Unexpected(reader.TokenType, "a number");
            }

            return numbers.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
        }
    }
}
