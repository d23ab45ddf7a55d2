using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace ModelGateway.Protocols.Json;

/// <summary>
/// How every protocol reads JSON from the wire: one maximum depth, one object that ends where the body ends, and one list of the exceptions
/// that mean "malformed". <see cref="JsonFields"/> reads the values within.
/// </summary>
internal static class WireJson
{
    /// <summary>
    /// How deep an answer, an event or an error may nest. Tool arguments and results may nest 64 levels, the default of System.Text.Json,
    /// which is what the application reads them with; an answer puts them up to ten levels deep into objects of its own. Deeper JSON is
    /// malformed.
    /// </summary>
    public const int MaxDepth = 128;

    public static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Begins to read JSON that must be one object, with a reader made by <see cref="Options"/>; it then stands on the object's start. The
    /// reader is a large structure, so the caller makes it where it stays.
    /// </summary>
    public static void Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
    }

    /// <summary>Checks that JSON begins with an object, and reads no further.</summary>
    public static void ExpectObject(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, Options);
        Enter(ref reader);
    }

    /// <summary>Checks that nothing follows the object that the reader has come to the end of.</summary>
    public static void ExpectEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw JsonFields.Unexpected(reader.TokenType, "the end");
        }
    }

    /// <summary>Checks what the reader stands on.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (reader.TokenType != expected)
        {
            throw JsonFields.Unexpected(reader.TokenType, expected.ToString());
        }
    }

    /// <summary>Checks an object that nothing is read from.</summary>
    public static void Check(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, Options);
        Enter(ref reader);
        reader.Skip();
        ExpectEnd(ref reader);
    }

    /// <summary>
    /// A whole value as an element, which holds a copy of the JSON. What is kept is read by others, when a fault can no longer be told:
    /// bytes that are no text are found here.
    /// </summary>
    public static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(Checked(json), DocumentOptions);

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, with every string readable: half of a surrogate pair becomes U+FFFD.</summary>
    public static JsonElement ParseMended(ReadOnlySpan<byte> json) => Parse(SurrogateHalves.Mend(json));

    /// <summary>The value that the reader stands on, with every string readable.</summary>
    public static JsonElement ReadMended(ref Utf8JsonReader reader)
    {
        JsonElement value = JsonElement.ParseValue(ref reader);
        ReadOnlySpan<byte> json = Checked(JsonMarshal.GetRawUtf8Value(value));
        return SurrogateHalves.Occur(json) ? ParseMended(json) : value;
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonElement Parse(string json) => JsonElement.Parse(json, DocumentOptions);

    /// <summary>Bytes that are text.</summary>
    /// <exception cref="JsonException">They are not valid UTF-8.</exception>
    public static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> json) =>
        Utf8.IsValid(json) ? json : throw new JsonException("It holds bytes that are not valid UTF-8.");

    /// <summary>Whether reading failed because of what was read, and not because of a fault in the reader.</summary>
    /// <remarks>
    /// <see cref="InvalidOperationException"/>: a value of another type, or a string that is not valid Unicode.
    /// <see cref="FormatException"/>: broken base64 or a broken URI. <see cref="ArgumentException"/>: a media type that <c>DataContent</c>
    /// refuses. <see cref="OverflowException"/>: a number beyond its type. <see cref="KeyNotFoundException"/>: a field that must be there.
    /// </remarks>
    public static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException or FormatException
        or ArgumentException or OverflowException or KeyNotFoundException;
}
