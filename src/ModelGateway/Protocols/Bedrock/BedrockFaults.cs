using System.Text.Json;
using ModelGateway.Failures;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>The exceptions that this protocol's writers and readers throw.</summary>
internal static class BedrockFaults
{
    public static ProviderException Unsupported(string message) => new(new ProviderFailure(FailureKind.Unsupported, message));

    public static ProviderException Malformed(Exception cause) =>
        new(new ProviderFailure(FailureKind.Malformed, $"Bedrock sent what its protocol does not allow: {cause.Message}"), cause);

    /// <summary>Whether the exception is how System.Text.Json reports text that is no JSON, or JSON of other types than expected.</summary>
    public static bool IsFromJson(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException;
}
