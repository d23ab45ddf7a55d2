using ModelGateway.Resilience;

namespace ModelGateway.Tests.Simulation;

/// <summary>A second, plain account of one deployment's breaker, kept from what can be seen from outside: attempts begun and attempts booked.</summary>
internal sealed class BreakerModel(BreakerSettings settings)
{
    private int _failures;
    private int _openings;
    private TimeSpan _opensAt;
    private int? _probe;

    /// <summary>An attempt begins. Returns what is wrong with that, or null.</summary>
    public string? Begin(int request, TimeSpan now)
    {
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

    public void End(int request, AttemptReceipt attempt, TimeSpan now)
    {
        bool wasProbe = _probe == request;
        _probe = wasProbe ? null : _probe;
        if (attempt.Outcome == AttemptOutcome.Completed)
        {
            _failures = _openings = 0;
        }
        else if (attempt.Failure is { } kind && FailurePolicy.SpeaksAgainstDeployment(kind))
        {
            _failures++;
            if (_failures >= settings.FailuresToOpen && (wasProbe || now >= _opensAt || _openings == 0))
            {
                TimeSpan open = settings.OpenFor * Math.Pow(2, _openings++);
                _opensAt = now + (open < settings.LongestOpen ? open : settings.LongestOpen);
            }
        }
    }
}
