using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Reads errors: <c>{"error":"words"}</c>, in a body or as a stream's line. Ollama has no codes: its words and the status decide.
/// </summary>
internal static class OllamaErrorReader
{
    /// <summary>Reads an error; <paramref name="statusCode"/> is null for one within an answer that began well.</summary>
    public static ProviderFailure Read(int? statusCode, ReadOnlySpan<byte> body)
    {
        ErrorFacts facts = ErrorBody.Read(body);

        // An error in another form comes from a proxy in front of Ollama.
        FailureKind? meaning = facts is { Message: { } message, Code: null, Type: null } ? Classify(message) : null;
        if (meaning == FailureKind.Unavailable && ErrorKinds.IsSpecific(statusCode))
        {
            meaning = null; // A proxy in front of a server knows more than "busy".
        }

        return ErrorReader.Create(statusCode, facts, meaning: meaning);
    }

    private static FailureKind? Classify(string message)
    {
        if (ContextOverflow.Find(message) is not null)
        {
            return FailureKind.ContextTooLong;
        }

        foreach ((string[] words, FailureKind kind) in OllamaErrors.Meanings)
        {
            if (Array.TrueForAll(words, word => ErrorWords.Has(message, word)))
            {
                return kind;
            }
        }

        return null;
    }
}
