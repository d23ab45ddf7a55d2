using ModelGateway.Failures;

namespace ModelGateway.Tests.Simulation;

/// <summary>
/// A second, plain account of one deployment's breaker, kept from what can be seen from outside: attempts sent, answering and booked. It
/// counts only failures one after the other, each sent after the one before was booked, and so finds a deployment dark that surely is.
/// </summary>
internal sealed class BreakerModel(CircuitBreakerOptions settings)
{
    private readonly Dictionary<int, TimeSpan> _inFlight = [];
    private readonly Dictionary<int, TimeSpan> _probes = [];
    private TimeSpan _silentSince;
    private TimeSpan _lastFailure;
    private TimeSpan _lastNews;
    private int _inARow;
    private int _all;
    private bool _isDark;

    /// <summary>An attempt is sent. Returns what is wrong with that, or null.</summary>
    public string? Send(int request, TimeSpan now)
    {
        _inFlight[request] = now;
        if (!_isDark)
        {
            return null;
        }

        int held = _probes.Values.Count(sent => now - sent < settings.LongestProbeInterval);
        _probes[request] = now;
        return now < _lastFailure + settings.ProbeInterval ? $"request {request} was sent {now - _lastFailure} after a failure"
            : held > 0 ? $"request {request} was sent while another one was the probe"
            : null;
    }

    /// <summary>A request was refused because the deployment rests. Returns what is wrong with that, or null.</summary>
    public string? Refuse() =>
        _all >= 5L * settings.MinimumCalls ? null : $"a request was refused after {_all} failures, which are too few";

    /// <summary>An attempt that is not settled yet has its first content, or all of its answer.</summary>
    public void Answer(int request, TimeSpan now)
    {
        if (_inFlight.ContainsKey(request))
        {
            _isDark = false;
            _inARow = 0;
            _lastNews = now;
            _probes.Clear();
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
            Answer(request, now);
        }

        _probes.Remove(request);
        _inFlight.Remove(request, out TimeSpan sent);
        if (!isRead || attempt.Failure is not { } kind || !FailurePolicy.CountsAsDeploymentFailure(kind, usesTokens: false))
        {
            return;
        }

        _all++;
        if (sent < _lastNews || now - sent > settings.Window)
        {
            return;
        }

        _lastFailure = _lastNews = now;
        _silentSince = _inARow++ == 0 ? sent : _silentSince;
        _isDark |= _inARow >= 20L * settings.MinimumCalls
            || (_inARow >= 5L * settings.MinimumCalls && _silentSince <= now - settings.ProbeAfter);
    }
}
