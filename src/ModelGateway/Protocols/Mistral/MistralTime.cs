using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Reads times in seconds since 1970; 0 stands for none.</summary>
internal static class MistralTime
{
    public static DateTimeOffset? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.Null)
        {
            return JsonFields.ReadCount(ref reader) is > 0 and < 253_402_300_800 and { } seconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }

        reader.Skip();
        return null;
    }
}
