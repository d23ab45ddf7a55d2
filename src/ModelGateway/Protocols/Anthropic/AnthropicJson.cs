using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

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

    /// <summary>Checks that nothing follows the object that the reader has come to the end of.</summary>
    public static void ExpectEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonException($"{reader.TokenType} follows the end of the object.");
        }
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
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                reader.Read();
                return reader.GetString();
            }

            JsonFields.SkipValue(ref reader);
        }

        return null;
    }
}
