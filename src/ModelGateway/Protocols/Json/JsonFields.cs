using System.Text.Json;

namespace ModelGateway.Protocols.Json;

/// <summary>Reads the value that the reader stands on, and refuses other types than the field's own.</summary>
internal static class JsonFields
{
    /// <summary>A string; null where the JSON says null.</summary>
    public static string? ReadString(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => SurrogateHalves.ReadString(in reader),
        JsonTokenType.Null => null,
        _ => throw Unexpected(reader.TokenType, "a string"),
    };

    /// <summary>Moves to the value of the property that the reader stands on, and reads it as <see cref="ReadString"/> does.</summary>
    public static string? ReadStringValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ReadString(ref reader);
    }

    /// <summary>
    /// The string of the property that the reader stands on; <paramref name="known"/> itself where it is the same, as most are from event
    /// to event.
    /// </summary>
    public static string? ReadNextString(ref Utf8JsonReader reader, string? known = null)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? known
            : known is not null && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(known) ? known
            : SurrogateHalves.ReadString(in reader);
    }

    /// <summary>The value of a string property of the object that the reader stands at, which itself stays where it is.</summary>
    public static string? PeekString(Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                reader.Read();
                return SurrogateHalves.ReadString(in reader);
            }

            SkipValue(ref reader);
        }

        return null;
    }

    /// <summary>Moves to the value of a property of the object that the reader stands at.</summary>
    /// <returns>Whether there is an object, and it has the property; otherwise the reader stands at the object's end.</returns>
    public static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                return reader.Read();
            }

            SkipValue(ref reader);
        }

        return false;
    }

    /// <summary>A number of tokens, which some servers write with a fraction; null where the JSON says null.</summary>
    public static long? ReadCount(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out long count) => count,
        JsonTokenType.Number when reader.TryGetDouble(out double count) && Math.Abs(count) < long.MaxValue => (long)count,
        JsonTokenType.Null => null,
        _ => throw Unexpected(reader.TokenType, "a whole number"),
    };

    /// <summary>Moves to the value of the property that the reader stands on, and reads it as <see cref="ReadCount"/> does.</summary>
    public static long? ReadCountValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ReadCount(ref reader);
    }

    /// <summary>Whether an object begins here; false where the JSON says null.</summary>
    public static bool StartsObject(ref Utf8JsonReader reader) => Starts(ref reader, JsonTokenType.StartObject, "an object");

    /// <summary>Whether an array begins here; false where the JSON says null.</summary>
    public static bool StartsArray(ref Utf8JsonReader reader) => Starts(ref reader, JsonTokenType.StartArray, "an array");

    /// <summary>Moves to the next property's name within an object.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Passes over the value of the property that the reader stands on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Passes over the value that the reader stands on and returns its JSON.</summary>
    /// <param name="reader">Stands on the value, and moves to its end.</param>
    /// <param name="json">All of what the reader reads.</param>
    public static ReadOnlySpan<byte> ReadRaw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>Moves to the value of the property that the reader stands on, and reads it as <see cref="ReadRaw"/> does.</summary>
    public static ReadOnlySpan<byte> ReadRawValue(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        return ReadRaw(ref reader, json);
    }

    public static JsonException Unexpected(JsonTokenType found, string expected) => new($"Found {found} where {expected} belongs.");

    private static bool Starts(ref Utf8JsonReader reader, JsonTokenType token, string expected) =>
        reader.TokenType == token || (reader.TokenType == JsonTokenType.Null ? false : throw Unexpected(reader.TokenType, expected));
}
