using System.Text.Json;
using ModelGateway.Failures;

namespace ModelGateway.Protocols.Gemini;

/// <summary>The few moves that all of Gemini's readers share.</summary>
internal static class GeminiJson
{
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"Expected {type}, found {reader.TokenType}.");
        }
    }

    /// <summary>Reads the property's string; <paramref name="known"/> itself where it is the same, as most are from event to event.</summary>
    public static string? String(ref Utf8JsonReader reader, string? known = null)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? known
            : known is not null && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(known) ? known
            : reader.GetString();
    }

    /// <summary>Whether reading failed because of what was read: broken JSON, values of wrong types, broken text or Base64.</summary>
    public static bool IsMalformed(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or ArgumentException;

    public static ProviderException Malformed(Exception exception) =>
        new(new ProviderFailure(FailureKind.Malformed, $"Gemini sent an answer that breaks its protocol: {exception.Message}"), exception);
}
