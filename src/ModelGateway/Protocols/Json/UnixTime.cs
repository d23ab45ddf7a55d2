using System.Text.Json;

namespace ModelGateway.Protocols.Json;

/// <summary>Times in seconds since 1970, as most providers write them. 0 means that there is none.</summary>
internal static class UnixTime
{
    private const long EndOfYear9999 = 253_402_300_800;

    /// <summary>Reads the value that the reader stands on; null where it is not a time.</summary>
    public static DateTimeOffset? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.Null)
        {
            return From(JsonFields.ReadCount(ref reader));
        }

        reader.Skip();
        return null;
    }

    public static DateTimeOffset? From(long? seconds) =>
        seconds is > 0 and < EndOfYear9999 and { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;
}
