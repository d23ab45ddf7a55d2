using ModelGateway.Scheduling;

namespace ModelGateway.Resilience;

/// <summary>
/// The timeouts of one attempt: to the first token and between contents of a stream, to an answer in one piece, and in total. All share one
/// timer, which is set to the earliest possible deadline and set again if it fires too early, so that progress costs no timer operation.
/// The idle clock runs only while the gateway waits for the provider, so a caller that reads slowly does not time out.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    public const string FirstToken = "first token";
    public const string Idle = "idle";
    public const string Response = "response";
    public const string Total = "total";

    // If the total timeout is switched off, an abandoned stream must still end at some time.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const long NotWaiting = long.MinValue;
    private static readonly TimerCallback Fire = static state => ((AttemptClock)state!).OnTimer();

    private readonly TimeProvider _time;
    private readonly GatewayTimeoutOptions _timeouts;
    private readonly long _started;
    private readonly CancellationTokenSource _cancellation;
    private ITimer? _timer;
    private long _waitingSince = NotWaiting;
    private bool _hasContent;
    private bool _streaming;
    private string? _expired;
    private int _disposed;

    public AttemptClock(
        TimeProvider time, GatewayTimeoutOptions timeouts, long started, bool streaming, CancellationToken cancellationToken)
    {
        _time = time;
        _timeouts = timeouts;
        _started = started;
        _streaming = streaming;
        _cancellation = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken)
            : new CancellationTokenSource();
        // Read once, because a disposed source throws.
        Token = _cancellation.Token;
        _timer = time.CreateTimer(Fire, this, Next(Earliest(out _), started), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the caller cancels or a timeout expires.</summary>
    public CancellationToken Token { get; }

    /// <summary>Called after a timeout cancelled <see cref="Token"/>, to end attempts that no caller waits for any more.</summary>
    public Action? OnExpired { get; set; }

    /// <summary>The name of the timeout that expired; null if none did.</summary>
    public string? Expired => Volatile.Read(ref _expired);

    /// <summary>The timeout of a name.</summary>
    public static TimeSpan? LimitOf(GatewayTimeoutOptions timeouts, string clock) => clock switch
    {
        FirstToken => timeouts.FirstToken,
        Idle => timeouts.Idle,
        Response => timeouts.Response,
        _ => timeouts.Total,
    };

    /// <summary>
    /// Whether the provider streams, so that the timeouts of a stream apply and not that of an answer in one piece. It may turn out
    /// otherwise than the attempt began.
    /// </summary>
    public bool IsStreaming
    {
        get => Volatile.Read(ref _streaming);
        set
        {
            if (value != _streaming)
            {
                Volatile.Write(ref _streaming, value);
                long now = _time.GetTimestamp();
                _timer?.Change(Next(Earliest(out _), now), Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The gateway starts to wait for the provider's next content.</summary>
    public void BeginWait() => Volatile.Write(ref _waitingSince, _time.GetTimestamp());

    /// <summary>The provider has sent something.</summary>
    public void EndWait() => Volatile.Write(ref _waitingSince, NotWaiting);

    /// <summary>
    /// The first content arrived: the idle timeout replaces the timeout to the first token, and the one to an answer in one piece is over.
    /// </summary>
    public void OnFirstContent() => Volatile.Write(ref _hasContent, true);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _timer?.Dispose();
            _timer = null;
            _cancellation.Dispose();
        }
    }

    private void OnTimer()
    {
        if (Volatile.Read(ref _disposed) != 0)
        {
            return;
        }

        long due = Earliest(out string clock);
        long now = _time.GetTimestamp();
        if (Until(due, now) > TimeSpan.Zero)
        {
            _timer?.Change(Next(due, now), Timeout.InfiniteTimeSpan);
            return;
        }

        Volatile.Write(ref _expired, clock);
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        OnExpired?.Invoke();
    }

    // The deadline that expires first if nothing more happens.
    private long Earliest(out string clock)
    {
        long due = After(_started, _timeouts.Total is { Ticks: > 0 } total ? total : Longest);
        clock = Total;
        if (!IsStreaming)
        {
            if (!Volatile.Read(ref _hasContent) && _timeouts.Response is { Ticks: > 0 } response
                && After(_started, response) is var responseDue && responseDue < due)
            {
                due = responseDue;
                clock = Response;
            }
        }
        else
        {
            bool hasContent = Volatile.Read(ref _hasContent);
            long waitingSince = Volatile.Read(ref _waitingSince);
            TimeSpan? limit = hasContent ? _timeouts.Idle : _timeouts.FirstToken;
            long from = !hasContent ? _started : waitingSince == NotWaiting ? _time.GetTimestamp() : waitingSince;
            if (limit is { Ticks: > 0 } stage && After(from, stage) is var stageDue && stageDue < due)
            {
                due = stageDue;
                clock = hasContent ? Idle : FirstToken;
            }
        }

        return due;
    }

    private long After(long from, TimeSpan span) => from + _time.ToTimestamps(span);

    // How long to set the timer. The first content may arrive at any moment and start the idle timeout, which may expire before the one to
    // the first token.
    private TimeSpan Next(long due, long now)
    {
        TimeSpan left = Until(due, now);
        return IsStreaming && !Volatile.Read(ref _hasContent) && _timeouts.Idle is { Ticks: > 0 } idle && idle < left ? idle : left;
    }

    private TimeSpan Until(long due, long now)
    {
        TimeSpan left = _time.GetElapsedTime(now, due);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left + TimeSpan.FromMilliseconds(1);
    }
}
