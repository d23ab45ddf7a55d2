using System.Text;
using System.Text.Json;
using ModelGateway.Providers.Faults;

namespace ModelGateway.Providers.Cohere;

/// <summary>Errors within an answer that began well.</summary>
internal static class CohereErrors
{
    public static ProviderException Within(string message) =>
        new(ErrorReader.Read(statusCode: null, Encoding.UTF8.GetBytes($$"""{"message":"{{JsonEncodedText.Encode(message)}}"}""")));
}
