using System.Text.Json;
using ModelGateway.Failures;

namespace ModelGateway.Protocols;

/// <summary>What becomes of an answer that cannot be read.</summary>
internal static class MalformedAnswer
{
    // InvalidOperationException: a string that is not valid Unicode. FormatException: base64 that is none.
    public static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;

    public static ProviderException From(Exception exception) =>
        new(new ProviderFailure(FailureKind.Malformed, $"The provider sent JSON that cannot be read: {exception.Message}"), exception);

    public static ProviderException Because(string reason) => new(new ProviderFailure(FailureKind.Malformed, reason));
}
