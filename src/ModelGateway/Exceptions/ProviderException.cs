using ModelGateway.Failures;

namespace ModelGateway;

/// <summary>The last deployment that was tried failed. The exception shows that failure; the receipt lists all attempts.</summary>
public class ProviderException : GatewayException
{
    internal ProviderException(ProviderFailure failure, Exception? innerException = null)
        : base(failure.Message, innerException)
    {
        Failure = failure;
    }

    private protected ProviderException(ProviderFailure failure, string message, Exception? innerException)
        : base(message, innerException)
    {
        Failure = failure;
    }

    /// <summary>What kind of failure it was.</summary>
    public FailureKind Kind => Failure.Kind;

    /// <summary>The deployment that failed, as <c>provider/model</c>.</summary>
    public string? Deployment { get; internal set; }

    /// <summary>The HTTP status code; null where there was none.</summary>
    public int? StatusCode => Failure.StatusCode;

    /// <summary>The provider's own error code, as sent.</summary>
    public string? ErrorCode => Failure.Code;

    /// <summary>How long the provider asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter => Failure.RetryAfter;

    /// <summary>How many tokens the model takes at most; null where the provider did not say.</summary>
    public long? ContextLimit => Failure.ContextLimit;

    /// <summary>How many tokens the refused request has by the provider's count; null where it did not say.</summary>
    public long? RequestedTokens => Failure.RequestedTokens;

    /// <summary>The period of the rate limit that was reached; null where the provider did not say.</summary>
    public QuotaPeriod? QuotaPeriod => Failure.QuotaPeriod;

    /// <summary>The provider's id of the failed request.</summary>
    public string? ProviderRequestId => Failure.ProviderRequestId;

    internal ProviderFailure Failure { get; }

    /// <summary>
    /// The exception that the caller gets for a failed attempt. An exception that a protocol threw is kept, with its type and stack; any
    /// other becomes the inner exception of a new one.
    /// </summary>
    internal static ProviderException From(ProviderFailure failure, Exception thrown, string deployment)
    {
        ProviderException exception = thrown is ProviderException provider && ReferenceEquals(provider.Failure, failure)
            ? provider
            : new ProviderException(failure, thrown);
        exception.Deployment = deployment;
        return exception;
    }
}
