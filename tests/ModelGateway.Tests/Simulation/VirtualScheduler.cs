using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Simulation;

/// <summary>The gateway's seam on virtual time: what it posts is a timer due now, what it draws comes from the seed.</summary>
internal sealed class VirtualScheduler(VirtualTime time) : GatewayScheduler
{
    // Far more than any script posts at one instant: beyond it, callbacks post each other forever and time stands still.
    private const int MostPostsAtOnce = 10_000;

    private readonly SeededRandom _random = time.Random.Fork("gateway");
    private TimeSpan _instant;
    private int _posts;

    public override TimeProvider Time => time;

    public override double NextDouble() => _random.NextDouble();

    public override void Post(Action<object?> callback, object? state)
    {
        _posts = time.Elapsed == _instant ? _posts + 1 : 1;
        _instant = time.Elapsed;
        if (_posts > MostPostsAtOnce)
        {
            throw new InvalidOperationException($"The gateway goes round in circles at {_instant}.");
        }

        time.CreateTimer(new TimerCallback(callback), state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
