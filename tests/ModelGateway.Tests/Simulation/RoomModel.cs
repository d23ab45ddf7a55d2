namespace ModelGateway.Tests.Simulation;

/// <summary>Whether one deployment has had room while a request waited for it.</summary>
internal sealed class RoomModel(int? limit)
{
    private int _inFlight;
    private TimeSpan _changed;
    private bool _hasFailed;

    public void Send(TimeSpan now)
    {
        _inFlight++;
        _changed = now;
    }

    public void Settle(AttemptReceipt attempt, TimeSpan now)
    {
        _inFlight--;
        _changed = now;
        _hasFailed |= attempt.Failure is not null;
    }

    /// <summary>
    /// Whether there was room before this instant. A deployment that ever failed may have been resting, which is no room.
    /// </summary>
    public bool HadRoom(TimeSpan now) => !_hasFailed && _changed < now && (limit is null || _inFlight < limit);
}
