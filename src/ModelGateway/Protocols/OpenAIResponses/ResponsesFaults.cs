using System.Text.Json;
using ModelGateway.Failures;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>The errors that reading and writing end with.</summary>
internal static class ResponsesFaults
{
    /// <summary>An error for what the protocol cannot carry and the request cannot do without.</summary>
    public static ProviderException Unsupported(string message) => new(new ProviderFailure(FailureKind.Unsupported, message));

    // InvalidOperationException: a string that is not valid Unicode. FormatException: base64 that is none.
    public static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;

    public static ProviderException Malformed(Exception exception) =>
        new(new ProviderFailure(FailureKind.Malformed, $"The provider sent JSON that cannot be read: {exception.Message}"), exception);

    public static ProviderException Malformed(string message) => new(new ProviderFailure(FailureKind.Malformed, message));
}
