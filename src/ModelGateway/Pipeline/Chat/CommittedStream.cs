using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Pipeline.Chat;

/// <summary>
/// A stream that one attempt serves: first the updates that were held back until its first content, then the rest. Each way to end it (the
/// end of the stream, a failure, the caller, a clock that finds it abandoned) settles the attempt and closes the request once.
/// </summary>
internal sealed class CommittedStream(Attempt attempt, ProviderStream stream)
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Abandoned = 2;

    // An ordinary stream has fewer updates before its first content, and is not counted.
    private const int Uncounted = 16;

    private readonly List<ChatResponseUpdate> _held = [];
    private CollectedBytes _heldBytes;
    private int _nextHeld;
    private bool _ended;
    private int _state;

    /// <summary>The id of the message that the stream makes; the update with the receipt carries it too.</summary>
    public string? MessageId => stream.MessageId;

    public string? ResponseId => stream.ResponseId;

    public Deployment Deployment => attempt.Deployment;

    public GatewayReceipt Receipt => attempt.Request.Receipt;

    /// <summary>Reads up to the first content, or to the end of an answer that has none.</summary>
    public async ValueTask CommitAsync()
    {
        while (await stream.MoveNextAsync().ConfigureAwait(false))
        {
            ChatResponseUpdate update = stream.Current;
            _held.Add(update);
            if (_held.Count > Uncounted)
            {
                _heldBytes.Add(update, attempt);
            }

            if (ProviderStream.HasContent(update))
            {
                attempt.OnFirstContent();
                attempt.Clock.OnExpired = OnExpired;
                if (attempt.Clock.Expired is not null)
                {
                    // The clock may have expired before OnExpired was set.
                    OnExpired();
                }

                return;
            }
        }

        _ended = true;
        attempt.Complete(stream.Result);
    }

    /// <summary>Shows an answer that is complete and settled already.</summary>
    public void ShowWhole(IEnumerable<ChatResponseUpdate> updates)
    {
        _held.AddRange(updates);
        _ended = true;
    }

    /// <summary>The next update; null at the end, when the request is closed and its receipt final.</summary>
    public async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        if (_ended)
        {
            // Before the last held update is read, as the caller may not ask for a next one.
            attempt.Request.Close(AttemptOutcome.Completed);
        }

        if (_nextHeld < _held.Count)
        {
            return NextHeld();
        }

        if (!_ended)
        {
            if (Interlocked.CompareExchange(ref _state, Reading, Idle) == Abandoned)
            {
                throw Failed(new OperationCanceledException(attempt.Clock.Token));
            }

            try
            {
                // A client that has all updates at hand and ignores its token must not outrun the clocks and the caller.
                attempt.Clock.Token.ThrowIfCancellationRequested();
                if (await stream.MoveNextAsync().ConfigureAwait(false))
                {
                    return stream.Current;
                }

                _ended = true;
                attempt.Complete(stream.Result);
            }
            catch (Exception exception)
            {
                throw Failed(exception);
            }
            finally
            {
                Interlocked.Exchange(ref _state, Idle);
                if (!_ended && attempt.Clock.Expired is not null)
                {
                    // The clock expired while the content arrived, and left the stream to this read.
                    OnExpired();
                }
            }
        }

        attempt.Request.Close(AttemptOutcome.Completed);
        return null;
    }

    /// <summary>Ends the stream, if nothing has yet: the caller reads no further.</summary>
    public async ValueTask DisposeAsync()
    {
        AttemptOutcome outcome = attempt.Request.CallerToken.IsCancellationRequested ? AttemptOutcome.Cancelled : AttemptOutcome.Abandoned;
        attempt.End(outcome, stream.Result, committed: true);
        await stream.CloseAsync().ConfigureAwait(false);
        attempt.Request.Close(outcome);
    }

    private ChatResponseUpdate NextHeld()
    {
        ChatResponseUpdate held = _held[_nextHeld++];
        if (ProviderStream.HasContent(held))
        {
            attempt.Request.OnFirstContent();
        }

        return held;
    }

    private Exception Failed(Exception exception)
    {
        _ended = true;
        GatewayRequest request = attempt.Request;
        if (request.CallerToken.IsCancellationRequested)
        {
            attempt.End(AttemptOutcome.Cancelled, stream.Result, committed: true);
            request.Close(AttemptOutcome.Cancelled);
            return request.Cancelled(attempt.WithoutSecrets(exception));
        }

        exception = attempt.WithoutSecrets(exception);
        ProviderFailure failure = attempt.Fail(exception, stream.Result, committed: true);
        ProviderException failed = ProviderException.From(failure, exception, attempt.Deployment.Name);
        request.CloseAfter(failed);
        return failed;
    }

    // The total clock found a stream that is not being read: settle it here, or its permit, its hold and its connection would be lost.
    private void OnExpired()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Idle) == Idle)
        {
            attempt.Expire(stream.Result);
            attempt.Request.Close(AttemptOutcome.Failed);
            _ = CloseAsync();
        }
    }

    private async Task CloseAsync() => await stream.CloseAsync().ConfigureAwait(false);
}
