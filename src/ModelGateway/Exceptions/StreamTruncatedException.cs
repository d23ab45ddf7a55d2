using ModelGateway.Failures;

namespace ModelGateway;

/// <summary>
/// A stream ended without the terminal event that its protocol requires. What was received before is a prefix of the answer, not the
/// answer.
/// </summary>
public sealed class StreamTruncatedException : ProviderException
{
    internal StreamTruncatedException(string message, Exception? innerException = null)
        : base(new ProviderFailure(FailureKind.Truncated, message), message, innerException)
    {
    }
}
