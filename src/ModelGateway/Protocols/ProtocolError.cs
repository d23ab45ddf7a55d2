using ModelGateway.Failures;

namespace ModelGateway.Protocols;

/// <summary>
/// The exceptions that writers and readers throw on their own account. <c>Errors/</c> reads those that a provider reports.
/// </summary>
internal static class ProtocolError
{
    /// <summary>The request holds what the protocol cannot carry and the request cannot do without.</summary>
    /// <param name="message">What cannot be sent, and what to do instead.</param>
    public static ProviderException Unsupported(string message) => new(new ProviderFailure(FailureKind.Unsupported, message));

    /// <summary>The answer cannot be read.</summary>
    /// <param name="cause">What reading it threw; its message may quote what was sent, keys among it.</param>
    public static ProviderException Malformed(Exception cause) => Malformed(Redaction.MaskKeys(cause.Message), cause);

    /// <summary>The answer can be read, but lacks what its protocol requires or holds what it forbids.</summary>
    public static ProviderException Malformed(string reason, Exception? cause = null) =>
        new(new ProviderFailure(FailureKind.Malformed, $"The provider sent an answer that its protocol does not allow: {reason}"), cause);

    /// <summary>The request holds what must not be sent.</summary>
    /// <param name="message">The option and what to do instead, without its value.</param>
    public static ProviderException InvalidRequest(string message) => new(new ProviderFailure(FailureKind.InvalidRequest, message));

    /// <summary>The request holds a value that cannot be written as JSON.</summary>
    public static ProviderException InvalidRequest(Exception cause) => new(
        new ProviderFailure(FailureKind.InvalidRequest, $"The request holds a value that JSON cannot: {cause.Message}"), cause);
}
