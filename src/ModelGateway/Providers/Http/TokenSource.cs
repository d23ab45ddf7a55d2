using ModelGateway.Buffers;
using ModelGateway.Failures;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Gets tokens from the application's callback. It checks them as configured keys are checked, and waits no longer than the attempt lasts.
/// </summary>
internal sealed class TokenSource(Func<CancellationToken, ValueTask<string>> callback)
{
    private string? _last;

    public async ValueTask<ProviderCredential> GetAsync(CallTransport transport, CancellationToken cancellationToken)
    {
        // The callback may name the token that it could not renew.
        transport.Secret = _last;
        string? token;
        try
        {
            token = (await AskAsync(cancellationToken).ConfigureAwait(false))?.Trim();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException
            && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // The provider has refused no token: the source of tokens is unavailable, and may be back soon.
            throw new ProviderException(
                new ProviderFailure(FailureKind.Unavailable,
                    $"The provider's TokenCallback failed: {Redaction.MaskKeys(exception.Message)}"), exception);
        }

        if (string.IsNullOrEmpty(token))
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unauthorized, "The provider's TokenCallback returned no token."));
        }

        if (!HeaderText.IsSendable(token))
        {
            throw new ProviderException(new ProviderFailure(
                FailureKind.Unauthorized,
                $"The provider's TokenCallback returned a token that {HeaderText.Fault}"));
        }

        // The same object, so that its mask is found again.
        string? last = _last;
        transport.Secret = _last = token == last ? last : token;
        return new ProviderCredential(token, isToken: true);
    }

    private ValueTask<string> AskAsync(CancellationToken cancellationToken)
    {
        ValueTask<string> asked = callback(cancellationToken);
        return asked.IsCompleted ? asked : new ValueTask<string>(WaitAsync(asked.AsTask(), cancellationToken));
    }

    // The callback may ignore its cancellation. It is then abandoned, and a later exception of it is observed here and dropped.
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
