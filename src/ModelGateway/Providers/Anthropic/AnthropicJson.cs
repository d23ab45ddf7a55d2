using System.Text.Json;

namespace ModelGateway.Providers.Anthropic;

/// <summary>The steps that every reader of this protocol takes through JSON.</summary>
internal static class AnthropicJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A JSON object was expected.");
        }

        return reader;
    }

    /// <summary>Moves to the name of the object's next property; false at its end.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Checks that nothing follows the object that the reader has come to the end of.</summary>
    public static void ExpectEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonException($"{reader.TokenType} follows the end of the object.");
        }
    }

    /// <summary>Passes over the value of the property that the reader stands on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Passes over the value that the reader stands on and returns its JSON.</summary>
    public static ReadOnlySpan<byte> SkipRaw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>Checks that the reader stands at the start of an object.</summary>
    public static void ExpectObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A JSON object was expected, not {reader.TokenType}.");
        }
    }

    /// <summary>The value of a string property of the object that the reader stands at, which itself stays where it is.</summary>
    public static string? PeekString(Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                reader.Read();
                return reader.GetString();
            }

            SkipValue(ref reader);
        }

        return null;
    }
}
