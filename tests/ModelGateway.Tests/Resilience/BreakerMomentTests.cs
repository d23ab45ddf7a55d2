using Microsoft.Extensions.Time.Testing;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class BreakerMomentTests
{
    private readonly FakeTimeProvider _time = new();

    private BreakerMoment Now => new(CircuitBreakerOptions.Default, _time, _time.GetTimestamp());

    [Fact]
    public void Until_IsTheTimeThatIsLeft_AndNeverLessThanNone()
    {
        BreakerMoment now = Now;

        Assert.Equal(TimeSpan.FromSeconds(3), now.Until(now.Now + now.Stamps(TimeSpan.FromSeconds(3))));
        Assert.Equal(TimeSpan.Zero, now.Until(now.Now - 1));
    }

    [Fact]
    public void Pace_IsTheIntervalsOfTheSettings() => Assert.Equal(
        (_time.TimestampFrequency / 4, _time.TimestampFrequency * 5),
        (Now.Pace.Shortest, Now.Pace.Longest));
}
