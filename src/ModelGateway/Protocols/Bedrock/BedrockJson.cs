using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>The steps that every reader of this protocol takes through JSON.</summary>
internal static class BedrockJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    /// <summary>Begins to read an object.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, Options);
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject ? reader : throw JsonFields.Unexpected(reader.TokenType, "an object");
    }

    /// <summary>Checks that nothing follows the object that was read.</summary>
    public static void Close(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonException("Something follows the JSON object.");
        }
    }

    /// <summary>Checks an object of which nothing is wanted.</summary>
    public static void Check(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = Open(json);
        reader.Skip();
        Close(ref reader);
    }
}
