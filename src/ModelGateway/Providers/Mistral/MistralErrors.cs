using System.Text.Json;
using ModelGateway.Providers.Faults;

namespace ModelGateway.Providers.Mistral;

/// <summary>Errors within an answer that began well: <c>{"object":"error","message","type","code","raw_status_code"}</c>.</summary>
internal static class MistralErrors
{
    public static ProviderException Within(ReadOnlySpan<byte> json)
    {
        int? status = null;
        try
        {
            JsonElement root = JsonElement.Parse(json);
            status = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("raw_status_code", out JsonElement raw)
                && raw.ValueKind == JsonValueKind.Number && raw.TryGetInt32(out int code)
                ? code
                : null;
        }
        catch (JsonException)
        {
            // The error is told as far as it can be read.
        }

        return new ProviderException(ErrorReader.Read(status, json) with { StatusCode = null });
    }
}
