namespace ModelGateway.Routing;

/// <summary>
/// The retirement of a deployment's model: the day from which it no longer answers, and the time before it in which it is drained.
/// </summary>
internal sealed class Retirement
{
    private readonly double _drainTicks;

    public Retirement(DateOnly sunset, string? successor, TimeSpan drainBefore)
    {
        Day = sunset;
        Successor = successor;
        Sunset = new DateTimeOffset(sunset, TimeOnly.MinValue, TimeSpan.Zero);
        TimeSpan drain = drainBefore > TimeSpan.Zero ? drainBefore : TimeSpan.Zero;
        DrainsFrom = Sunset - DateTimeOffset.MinValue > drain ? Sunset - drain : DateTimeOffset.MinValue;
        _drainTicks = (Sunset - DrainsFrom).Ticks;
    }

    public DateOnly Day { get; }

    /// <summary>The provider's name of the successor; null where none is known.</summary>
    public string? Successor { get; }

    public DateTimeOffset DrainsFrom { get; }

    public DateTimeOffset Sunset { get; }

    /// <summary>The retirement of a model; null where no day is known.</summary>
    public static Retirement? From(ModelInfo model, TimeSpan drainBefore) =>
        model.Lifecycle is { Sunset: { } sunset } lifecycle ? new Retirement(sunset, lifecycle.Successor, drainBefore) : null;

    public bool IsOver(DateTimeOffset now) => now >= Sunset;

    /// <summary>The share of traffic that goes to the route's other candidates first, rising evenly from 0 to 1.</summary>
    public double ShareGivenUp(DateTimeOffset now) => IsOver(now) ? 1 : now <= DrainsFrom ? 0 : (now - DrainsFrom).Ticks / _drainTicks;
}
