using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Reads errors: <c>{"error":"words"}</c>, in a body or as a stream's line. Ollama has no codes, so that words and status decide.</summary>
internal static class OllamaErrorReader
{
    /// <summary>Reads an error; <paramref name="statusCode"/> is null for one within an answer that began well.</summary>
    public static ProviderFailure Read(int? statusCode, ReadOnlySpan<byte> body)
    {
        ErrorFacts facts = ErrorBody.Read(body);

        // An error in another form comes from what stands in front of Ollama.
        FailureKind? meaning = facts is { Message: { } message, Code: null, Type: null } ? Classify(message) : null;
        return ErrorReader.Create(statusCode, facts, meaning: meaning);
    }

    private static FailureKind? Classify(string message) =>
        Has(message, "try pulling it") || (Has(message, "model") && Has(message, "not found")) ? FailureKind.ModelNotFound
        : Has(message, "requires a subscription") ? FailureKind.ModelNotFound
        : ContextOverflow.Find(message) is not null ? FailureKind.ContextTooLong
        : Has(message, "image input") || Has(message, "does not support") ? FailureKind.Unsupported
        : Has(message, "error parsing tool call") ? FailureKind.Malformed
        : Has(message, "content filter") || Has(message, "content policy") ? FailureKind.ContentRefused
        : Has(message, "usage limit") ? FailureKind.RateLimited
        : Has(message, "server busy") || Has(message, "requires more system memory") ? FailureKind.Unavailable
        : null;

    private static bool Has(string message, string words) => ErrorWords.Has(message, words);
}
