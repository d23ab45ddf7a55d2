using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Providers.Faults;

namespace ModelGateway.Providers.Ollama;

/// <summary>Reads errors: <c>{"error":"words"}</c>, in a body or as a stream's line. Ollama has no codes, so that words and status decide.</summary>
internal static class OllamaErrorReader
{
    private const int LongestMessage = 1000;

    /// <summary>Reads an error; <paramref name="statusCode"/> is null for one within an answer that began well.</summary>
    public static ProviderFailure Read(int? statusCode, ReadOnlySpan<byte> body)
    {
        ProviderFailure failure = ErrorReader.Read(statusCode, body);
        return ReadMessage(body) is { } message && Classify(message) is { } kind && kind != failure.Kind
            ? failure with { Kind = kind, Message = $"{ErrorText.Describe(kind)}: {Clean(message)}" }
            : failure;
    }

    private static FailureKind? Classify(string message) =>
        Has(message, "try pulling it") || (Has(message, "model") && Has(message, "not found")) ? FailureKind.ModelNotFound
        : Has(message, "requires a subscription") ? FailureKind.ModelNotFound
        : Has(message, "exceeded max context length") || Has(message, "prompt too long")
            || (Has(message, "context length") && Has(message, "exceed"))
            ? FailureKind.ContextTooLong
        : Has(message, "image input") || Has(message, "does not support") ? FailureKind.Unsupported
        : Has(message, "error parsing tool call") ? FailureKind.Malformed
        : Has(message, "content filter") || Has(message, "content policy") ? FailureKind.ContentRefused
        : Has(message, "usage limit") ? FailureKind.RateLimited
        : Has(message, "server busy") || Has(message, "requires more system memory") ? FailureKind.Unavailable
        : null;

    private static string? ReadMessage(ReadOnlySpan<byte> body)
    {
        try
        {
            JsonElement root = JsonElement.Parse(body);
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.String
                    ? error.GetString()
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Clean(string message)
    {
        string masked = Redaction.MaskKeys(message);
        return masked.Length <= LongestMessage ? masked : string.Concat(masked.AsSpan(0, LongestMessage), "…");
    }

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
