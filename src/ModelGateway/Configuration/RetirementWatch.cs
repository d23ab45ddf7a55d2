using Microsoft.Extensions.Logging;
using ModelGateway.Diagnostics;

namespace ModelGateway.Configuration;

/// <summary>
/// Says of every deployment, once, that its model has come to a stage of its way out: when a snapshot has it, and when the day comes. There is
/// no timer where no day is ahead.
/// </summary>
internal sealed class RetirementWatch(string gateway, TimeProvider time, GatewayEvents events, ILogger logger) : IDisposable
{
    // Timers have a bound, and the clock of a machine may be set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly HashSet<(string Deployment, RetirementStage Stage, DateOnly? Sunset)> _said = [];
    private IReadOnlyList<Deployment> _deployments = [];
    private IReadOnlyList<RetiringModel> _current = [];
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>Every deployment that is at a stage now.</summary>
    public IReadOnlyList<RetiringModel> Current => Volatile.Read(ref _current);

    /// <summary>Takes up the snapshot that is current by now: one that a slow handler held up may have been followed already.</summary>
    public void Watch(SnapshotStore snapshots)
    {
        lock (_lock)
        {
            _deployments = [.. snapshots.Current.Deployments.Where(static deployment => deployment.Model.Lifecycle is { Deprecated: not null } or { Sunset: not null })];
        }

        Check();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private static RetirementStage? Stage(Deployment deployment, DateTimeOffset now) =>
        deployment.Retirement is { } retirement && retirement.IsOver(now) ? RetirementStage.Retired
        : now >= deployment.Retirement?.DrainsFrom ? RetirementStage.Draining
        : now >= Start(deployment.Model.Lifecycle?.Deprecated) ? RetirementStage.Deprecated
        : null;

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static IEnumerable<DateTimeOffset?> Days(Deployment deployment) =>
        [Start(deployment.Model.Lifecycle?.Deprecated), deployment.Retirement?.DrainsFrom, deployment.Retirement?.Sunset];

    private void Check()
    {
        List<RetiringModel> news = [];
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            DateTimeOffset now = time.GetUtcNow();
            List<RetiringModel> current = [];
            foreach (Deployment deployment in _deployments)
            {
                if (Stage(deployment, now) is { } stage)
                {
                    RetiringModel retiring = RetiringModel.From(deployment, stage);
                    current.Add(retiring);
                    if (_said.Add((deployment.Name, stage, retiring.Sunset)))
                    {
                        news.Add(retiring);
                    }
                }
            }

            Volatile.Write(ref _current, current);
            Schedule(_deployments.SelectMany(Days).Where(day => day > now).Min() - now);
        }

        foreach (RetiringModel retiring in news)
        {
            Say(retiring);
        }
    }

    private void Schedule(TimeSpan? wait)
    {
        if (wait is not { } span)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        span = span < LongestWait ? span : LongestWait;
        if (_timer is null)
        {
            using AsyncFlowControl? control = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            _timer = time.CreateTimer(static watch => ((RetirementWatch)watch!).Check(), this, span, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(span, Timeout.InfiniteTimeSpan);
        }
    }

    private void Say(RetiringModel retiring)
    {
        logger.ModelRetiring(gateway, retiring.ToString());
        try
        {
            events.OnModelRetiring(this, retiring);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.EventHandlerFailed(gateway, exception);
        }
    }
}
