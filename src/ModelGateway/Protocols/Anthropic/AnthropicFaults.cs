using ModelGateway.Failures;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The exceptions that this protocol's writers and readers throw.</summary>
internal static class AnthropicFaults
{
    public static ProviderException Unsupported(string message) => new(new ProviderFailure(FailureKind.Unsupported, message));

    public static ProviderException Malformed(string message, Exception? cause = null) =>
        new(new ProviderFailure(FailureKind.Malformed, $"Anthropic sent what its protocol does not allow: {message}"), cause);

    /// <summary>Whether the exception is how System.Text.Json reports text that is no JSON, or JSON of other types than expected.</summary>
    public static bool IsFromJson(Exception exception) =>
        exception is System.Text.Json.JsonException or InvalidOperationException or FormatException or OverflowException;
}
