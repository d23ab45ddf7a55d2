using ModelGateway.Failures;

namespace ModelGateway.Tests.Simulation;

/// <summary>
/// A second, plain account of one deployment's breaker, kept from what can be seen from outside: attempts sent, answering and booked.
/// </summary>
internal sealed class BreakerModel(CircuitBreakerOptions settings)
{
    private readonly Dictionary<int, TimeSpan> _inFlight = [];
    private int _failures;
    private int _openings;
    private TimeSpan _openedAt;
    private TimeSpan _opensAt;
    private int? _probe;

    /// <summary>An attempt is sent. Returns what is wrong with that, or null.</summary>
    public string? Send(int request, TimeSpan now)
    {
        _inFlight[request] = now;
        if (_failures < settings.FailuresToOpen)
        {
            return null;
        }

        if (now < _opensAt)
        {
            return $"request {request} was sent while the breaker was open until {_opensAt}";
        }

        if (_probe is { } other)
        {
            return $"request {request} was sent while request {other} was the probe";
        }

        _probe = request;
        return null;
    }

    /// <summary>An attempt that is not settled yet has its first content, or all of its answer.</summary>
    public void Answer(int request)
    {
        if (_inFlight.ContainsKey(request))
        {
            _probe = _probe == request ? null : _probe;
            _failures = _openings = 0;
            _opensAt = TimeSpan.Zero;
        }
    }

    /// <summary>An attempt is settled.</summary>
    /// <param name="request">The request.</param>
    /// <param name="attempt">How it ended.</param>
    /// <param name="isRead">Whether its caller waits for it: what runs out of time unread is no fault of the deployment.</param>
    /// <param name="now">When.</param>
    public void Settle(int request, AttemptReceipt attempt, bool isRead, TimeSpan now)
    {
        if (attempt.Outcome == AttemptOutcome.Completed)
        {
            Answer(request);
        }

        bool wasProbe = _probe == request;
        _probe = wasProbe ? null : _probe;
        _inFlight.Remove(request, out TimeSpan sent);
        if (!isRead || attempt.Failure is not { } kind || !FailurePolicy.CountsAsDeploymentFailure(kind, usesTokens: false)
            || (!wasProbe && sent < _openedAt))
        {
            return;
        }

        if (++_failures >= settings.FailuresToOpen && (wasProbe || now >= _opensAt))
        {
            TimeSpan open = settings.OpenFor * Math.Pow(2, _openings++);
            _openedAt = now;
            _opensAt = now + (open < settings.LongestOpen ? open : settings.LongestOpen);
        }
    }
}
