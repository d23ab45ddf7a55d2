using Microsoft.Extensions.AI;
using ModelGateway.Failures;

namespace ModelGateway.Pipeline;

/// <summary>
/// A stream that one attempt serves: what was held back until its first content, then what follows. Whatever ends it, the end of the
/// stream, a failure, the caller, or a clock that finds it abandoned, settles the attempt and closes the request once.
/// </summary>
internal sealed class CommittedStream(Attempt attempt, ProviderStream stream)
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Abandoned = 2;

    private readonly List<ChatResponseUpdate> _held = [];
    private int _nextHeld;
    private bool _ended;
    private int _state;

    /// <summary>The id of the message that the stream makes; what follows the last update carries it too.</summary>
    public string? MessageId => stream.MessageId;

    public string? ResponseId => stream.ResponseId;

    public Deployment Deployment => attempt.Deployment;

    /// <summary>Reads up to the first content, or to the end of an answer that has none.</summary>
    public async ValueTask CommitAsync()
    {
        while (await stream.MoveNextAsync().ConfigureAwait(false))
        {
            ChatResponseUpdate update = stream.Current;
            _held.Add(update);
            if (ProviderStream.HasContent(update))
            {
                attempt.OnFirstContent();
                attempt.Clock.OnExpired = OnExpired;
                if (attempt.Clock.Expired is not null)
                {
                    // It ran out in between, and found nobody to tell.
                    OnExpired();
                }

                return;
            }
        }

        _ended = true;
        attempt.Complete(stream.Result);
    }

    /// <summary>Shows an answer that is whole, and settled, already.</summary>
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
            // Also before the last held update is read: whether there is a next call is up to the caller.
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
                // A client that has everything at hand, and does not look at its token, must not outrun the clocks and the caller.
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
                    // The clock ran out as the content came, and left the stream to this read.
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
            return request.Cancelled(exception);
        }

        ProviderFailure failure = attempt.Fail(exception, stream.Result, committed: true);
        return request.Fail(ProviderException.From(failure, exception, attempt.Deployment.Name));
    }

    // The total clock found a stream that nobody reads: it is settled here, or its permit, its hold and its connection would be lost.
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
