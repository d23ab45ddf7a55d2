using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>Asks the application for a token, checks it as configured keys are checked, and waits for it no longer than the attempt lasts.</summary>
internal sealed class TokenSource(Func<CancellationToken, ValueTask<string>> callback)
{
    public async ValueTask<ProviderCredential> GetAsync(CallTransport transport, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = (await AskAsync(cancellationToken).ConfigureAwait(false))?.Trim();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException
            && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // No token was refused: where they come from is away, and may be back at once.
            throw new ProviderException(
                new ProviderFailure(FailureKind.Unavailable, $"The provider's TokenCallback failed: {Redaction.MaskKeys(exception.Message)}"), exception);
        }

        if (string.IsNullOrEmpty(token))
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unauthorized, "The provider's TokenCallback returned no token."));
        }

        if (!KeySource.IsSendable(token))
        {
            throw new ProviderException(new ProviderFailure(
                FailureKind.Unauthorized, "The provider's TokenCallback returned a line break or another character that no header can carry."));
        }

        transport.Secret = token;
        return new ProviderCredential(token, IsToken: true);
    }

    private ValueTask<string> AskAsync(CancellationToken cancellationToken)
    {
        ValueTask<string> asked = callback(cancellationToken);
        return asked.IsCompleted ? asked : new ValueTask<string>(WaitAsync(asked.AsTask(), cancellationToken));
    }

    // The callback need not heed its cancellation: it is left behind, and should it fail after all, nobody is there to see how.
    private static Task<string> WaitAsync(Task<string> asked, CancellationToken cancellationToken)
    {
        _ = asked.ContinueWith(
            static left => _ = left.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return asked.WaitAsync(cancellationToken);
    }
}
