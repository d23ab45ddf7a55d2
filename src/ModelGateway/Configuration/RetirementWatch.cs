namespace ModelGateway.Configuration;

/// <summary>
/// Announces, once for each deployment and stage, that a model is deprecated, drained or retired: when a snapshot with the model takes
/// effect, and when the day comes. A timer runs only while such a day is ahead.
/// </summary>
internal sealed class RetirementWatch(TimeProvider time, GatewayNotifier notifier) : IDisposable
{
    // A timer cannot wait arbitrarily long, and the clock of the machine may be set meanwhile.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly HashSet<(string Deployment, RetirementStage Stage, DateOnly? Sunset)> _announced = [];
    private IReadOnlyList<Deployment> _deployments = [];
    private IReadOnlyList<RetiringModel> _current = [];
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>The models that are deprecated, drained or retired now.</summary>
    public IReadOnlyList<RetiringModel> Current => Volatile.Read(ref _current);

    /// <summary>
    /// Watches the deployments of the current snapshot. It is read from the store rather than passed: while a slow event handler held the
    /// caller up, a newer snapshot may have taken effect.
    /// </summary>
    public void Watch(SnapshotStore snapshots)
    {
        lock (_lock)
        {
            GatewaySnapshot current = snapshots.Current;
            _announced.RemoveWhere(one => !current.HasDeployment(one.Deployment));
            _deployments =
            [
                .. current.Deployments.Where(
                    static deployment => deployment.Model.Lifecycle is { Deprecated: not null } or { Sunset: not null }),
            ];
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

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
        : null;

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
                    if (_announced.Add((deployment.Name, stage, retiring.Sunset)))
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
            notifier.OnModelRetiring(this, retiring);
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
}
