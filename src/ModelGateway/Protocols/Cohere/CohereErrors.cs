using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Errors within an answer that began well.</summary>
internal static class CohereErrors
{
    public static ProviderException Within(string message) => new(ErrorReader.Create(statusCode: null, new ErrorFacts { Message = message }));
}
