using System.Globalization;
using ModelGateway.Testing.Virtual;

namespace ModelGateway.Testing;

/// <summary>
/// A clock that advances only when a test advances it, on the test's thread. Timers fire in the order of their due times, and then of their
/// creation; code that awaits <see cref="Delay"/> continues inline. With one seed and no other threads, a simulation always runs the same
/// way. Not thread-safe, on purpose: a timer that another thread sets during a run is an error.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (long Due, long Order)> _due = new();
    private readonly List<string> _trace = [];
    private readonly DateTimeOffset _start;
    private long _now;
    private long _order;
    private int? _owner;

    /// <summary>Creates an instance.</summary>
    /// <param name="seed">The seed of <see cref="Random"/>. Default 0.</param>
    /// <param name="start">The time at the start. Default 2026-01-01T00:00:00Z.</param>
    public VirtualTime(long seed = 0, DateTimeOffset? start = null)
    {
        _start = start ?? new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Random = new(seed);
    }

    /// <summary>The seed.</summary>
    public long Seed => Random.Seed;

    /// <summary>The randomness of the simulation.</summary>
    public SeededRandom Random { get; }

    /// <summary>The virtual time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_now);

    /// <summary>
    /// The lines that <see cref="Log"/> wrote, each with the virtual seconds since the start. Two runs with one seed have equal traces.
    /// </summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Runs a simulation once for each of several seeds.</summary>
    /// <param name="firstSeed">The first seed.</param>
    /// <param name="count">The number of seeds.</param>
    /// <param name="simulation">The simulation, which gets a new clock.</param>
    /// <exception cref="SimulationFailedException">A simulation failed; its message names the seed and ends with the trace.</exception>
    public static void RunSeeds(long firstSeed, int count, Func<VirtualTime, Task> simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        for (long seed = firstSeed; seed < firstSeed + count; seed++)
        {
            VirtualTime time = new(seed);
            try
            {
                time.Run(() => simulation(time));
            }
            catch (Exception exception)
            {
                throw new SimulationFailedException($"{time.Describe("failed")}: {exception.Message}{time.TraceEnd()}", seed, exception);
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc />
    public override long GetTimestamp() => _now;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits in virtual time. Awaiters continue inline, on the thread that advances time.</summary>
    /// <param name="duration">The duration; <see cref="Timeout.InfiniteTimeSpan"/> waits for the cancellation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The wait. A wait of zero lets everything that is due now go first.</returns>
    public Task Delay(TimeSpan duration, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled(cancellationToken)
            : new VirtualDelay(this, duration, cancellationToken).Task;

    /// <summary>Adds a line to <see cref="Trace"/>.</summary>
    /// <param name="message">What happened.</param>
    public void Log(string message) => _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:0.000} {message}"));

    /// <summary>Runs everything that is due until a time, and advances to it.</summary>
    /// <param name="elapsed">The virtual time since the start; not before now.</param>
    public void AdvanceTo(TimeSpan elapsed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, Elapsed);
        Pump(() => Step(elapsed.Ticks));
        _now = elapsed.Ticks;
    }

    /// <summary>Runs everything that is due within a duration, and advances by it.</summary>
    /// <param name="duration">The duration, zero or longer.</param>
    public void Advance(TimeSpan duration) => AdvanceTo(Elapsed + duration);

    /// <summary>Runs everything that is due, until nothing is.</summary>
    /// <param name="limit">The virtual time it may take. Default 24 hours; a periodic timer never ends by itself.</param>
    /// <exception cref="SimulationStalledException">Something is still due after <paramref name="limit"/>.</exception>
    public void RunUntilIdle(TimeSpan? limit = null)
    {
        long end = End(limit);
        Pump(() => Step(end));
        if (_due.Count > 0)
        {
            throw Stalled("is still busy after the time it was given");
        }
    }

    /// <summary>Runs a task to its end, advancing time whenever it waits.</summary>
    /// <param name="simulation">Starts the task. It may await only virtual time and what depends on it: no thread pool, no network.</param>
    /// <param name="limit">The virtual time it may take. Default 24 hours.</param>
    /// <exception cref="SimulationStalledException">
    /// The task hangs: it is not complete, and nothing is due any more or <paramref name="limit"/> has passed.
    /// </exception>
    public void Run(Func<Task> simulation, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        long end = End(limit);
        Task? task = null;
        Pump(() =>
        {
            task ??= simulation();
            return !task.IsCompleted && Step(end);
        });
        if (!task!.IsCompleted)
        {
            throw Stalled(
                _due.Count > 0 ? "is not complete after the time it was given" : "hangs: nothing is due any more, and it is not complete");
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>Runs a task to its end, advancing time whenever it waits.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="simulation">Starts the task. It may await only virtual time and what depends on it: no thread pool, no network.</param>
    /// <param name="limit">The virtual time it may take. Default 24 hours.</param>
    /// <returns>The task's result.</returns>
    /// <exception cref="SimulationStalledException">
    /// The task hangs: it is not complete, and nothing is due any more or <paramref name="limit"/> has passed.
    /// </exception>
    public T Run<T>(Func<Task<T>> simulation, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Task<T>? task = null;
        Run(Start, limit);
        return task!.GetAwaiter().GetResult();

        Task Start() => task = simulation();
    }

    internal void Enqueue(VirtualTimer timer, TimeSpan wait)
    {
        if (_owner is { } owner && owner != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException(
                $"{Describe("left its thread")}: something awaited more than virtual time, "
                + "so the order of events is no longer determined.");
        }

        _due.Enqueue((timer, timer.Version), (checked(_now + wait.Ticks), _order++));
    }

    /// <summary>Fires the next timer that is due by <paramref name="end"/>; false where there is none.</summary>
    private bool Step(long end)
    {
        while (_due.TryPeek(out (VirtualTimer Timer, int Version) next, out (long Due, long Order) at))
        {
            if (next.Version == next.Timer.Version && at.Due > end)
            {
                return false;
            }

            _due.Dequeue();
            if (next.Version == next.Timer.Version)
            {
                _now = Math.Max(_now, at.Due);
                next.Timer.Fire();
                return true;
            }
        }

        return false;
    }

    private void Pump(Func<bool> step)
    {
        if (_owner is not null)
        {
            throw new InvalidOperationException("Time is being advanced already: a callback may set timers, not advance time.");
        }

        // Continuations run inline only without a synchronization context.
        SynchronizationContext? surrounding = SynchronizationContext.Current;
        _owner = Environment.CurrentManagedThreadId;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (step())
            {
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(surrounding);
            _owner = null;
        }
    }

    private long End(TimeSpan? limit) => _now + (limit ?? TimeSpan.FromHours(24)).Ticks;

    private SimulationStalledException Stalled(string how) => new($"{Describe(how)}.{TraceEnd()}", Seed, Elapsed);

    private string Describe(string how) =>
        string.Create(CultureInfo.InvariantCulture, $"The simulation with seed {Seed} {how} (at {Elapsed.TotalSeconds:0.000} s)");

    private string TraceEnd() =>
        _trace.Count == 0 ? string.Empty : $"{Environment.NewLine}{string.Join(Environment.NewLine, _trace.TakeLast(20))}";
}
