using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Errors within an answer that began well: <c>{"object":"error","message","type","code","raw_status_code"}</c>.</summary>
internal static class MistralErrors
{
    public static ProviderException Within(ReadOnlySpan<byte> json) => new(ErrorReader.Read(statusCode: null, json));
}
