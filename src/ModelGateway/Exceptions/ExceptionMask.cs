using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Exceptions;

/// <summary>Removes the secrets of a request from the exceptions that its attempts end with, inner ones included.</summary>
/// <param name="mask">The secrets.</param>
internal readonly struct ExceptionMask(SecretMask mask)
{
    /// <summary>
    /// The exception itself where it repeats no secret, as most do. Else one that says the same without: of the same kind where it is the
    /// gateway's or a cancellation, and otherwise a <see cref="ProviderException"/>, as its type is what it is classified by.
    /// </summary>
    public Exception Apply(Exception exception)
    {
        exception = MaskedException.Readable(exception);
        bool isNeeded = MaskedException.IsNeeded(exception, mask);
        if (exception is ProviderException provider)
        {
            ProviderFailure failure = mask.Apply(provider.Failure);
            return !isNeeded && ReferenceEquals(failure, provider.Failure) ? provider : Copy(provider, failure);
        }

        return !isNeeded ? exception
            : exception is OperationCanceledException cancelled
                ? new OperationCanceledException(
                    mask.ApplyToAnyKey(cancelled.Message), Inner(cancelled), cancelled.CancellationToken)
            : new ProviderException(mask.Apply(ExceptionClassifier.Classify(exception)), new MaskedException(exception, mask));
    }

    private ProviderException Copy(ProviderException exception, ProviderFailure failure) => exception is StreamTruncatedException
        ? new StreamTruncatedException(failure.Message, Inner(exception))
        : new ProviderException(failure, Inner(exception)) { Deployment = exception.Deployment, Receipt = exception.Receipt };

    private Exception? Inner(Exception exception) =>
        exception.InnerException is { } inner && MaskedException.IsNeeded(inner, mask) ? new MaskedException(inner, mask)
            : exception.InnerException;
}
