using System.Text.Json;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Mistral's errors: <c>{"object":"error","message","type","code","raw_status_code"}</c>, also in an answer that came with a status of success.
/// </summary>
internal static class MistralErrors
{
    /// <summary>Reads the value of <c>object</c>, and returns the error that the whole body is if that says so.</summary>
    public static ProviderException? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        bool isError = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(OpenAIChatNames.Error);
        reader.Skip();
        return isError ? new ProviderException(ErrorReader.Read(statusCode: null, body)) : null;
    }
}
