using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Cohere's errors: a message and no code, also in an answer that came with a status of success.</summary>
internal static class CohereErrors
{
    public static ProviderException Within(string message) =>
        new(ErrorReader.Create(statusCode: null, new ErrorFacts { Message = message }));
}
