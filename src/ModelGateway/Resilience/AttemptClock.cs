namespace ModelGateway.Resilience;

/// <summary>
/// The clocks of one attempt on one timer, which is armed for the earliest deadline that may come to hold and armed again when it fires
/// too early. Progress costs no timer operation: the idle clock runs only while the gateway waits for the provider, so that a slow reader is not a stall.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    public const string FirstToken = "first token";
    public const string Idle = "idle";
    public const string Total = "total";

    // Where the total clock is off, a stream that nobody reads any more must still be found.
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
    private readonly bool _streaming;
    private string? _expired;
    private int _disposed;

    public AttemptClock(TimeProvider time, GatewayTimeoutOptions timeouts, long started, bool streaming, CancellationToken cancellationToken)
    {
        _time = time;
        _timeouts = timeouts;
        _started = started;
        _streaming = streaming;
        _cancellation = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken)
            : new CancellationTokenSource();
        // Read once: the source refuses it after it is disposed.
        Token = _cancellation.Token;
        _timer = time.CreateTimer(Fire, this, Next(Earliest(out _), started), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the caller cancels or a clock runs out.</summary>
    public CancellationToken Token { get; }

    /// <summary>Called after <see cref="Token"/> was cancelled because a clock ran out, for attempts that nobody waits for any more.</summary>
    public Action? OnExpired { get; set; }

    /// <summary>The clock that ran out; null where none did.</summary>
    public string? Expired => Volatile.Read(ref _expired);

    public static TimeSpan? LimitOf(GatewayTimeoutOptions timeouts, string clock) => clock switch
    {
        FirstToken => timeouts.FirstToken,
        Idle => timeouts.Idle,
        _ => timeouts.Total,
    };

    /// <summary>The gateway begins to wait for the provider's next content.</summary>
    public void BeginWait() => Volatile.Write(ref _waitingSince, _time.GetTimestamp());

    /// <summary>The provider has sent something.</summary>
    public void EndWait() => Volatile.Write(ref _waitingSince, NotWaiting);

    /// <summary>The first content is there: from now on the idle clock counts.</summary>
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

    private long Earliest(out string clock)
    {
        long due;
        due = After(_started, _timeouts.Total is { Ticks: > 0 } total ? total : Longest);
        clock = Total;

        if (_streaming)
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

    private long After(long from, TimeSpan span) => from + (long)(span.TotalSeconds * _time.TimestampFrequency);

    // The first content may come at any moment, and the idle clock with it, which is due before a long first-token clock.
    private TimeSpan Next(long due, long now)
    {
        TimeSpan left = Until(due, now);
        return _streaming && !Volatile.Read(ref _hasContent) && _timeouts.Idle is { Ticks: > 0 } idle && idle < left ? idle : left;
    }

    private TimeSpan Until(long due, long now)
    {
        TimeSpan left = _time.GetElapsedTime(now, due);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left + TimeSpan.FromMilliseconds(1);
    }
}
