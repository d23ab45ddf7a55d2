using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Scheduling;

public sealed class ProbeScheduleTests
{
    private static readonly ProbePace Pace = new(Shortest: 10, Longest: 100);

    private ProbeSchedule _probes;

    public ProbeScheduleTests() => _probes.Begin(Pace, now: 1_000);

    [Fact]
    public void TryTake_LetsOneCallThrough_WhenTheFirstIntervalIsOver()
    {
        Assert.False(_probes.TryTake(Pace, 1_009, isLast: true, out long wait));
        Assert.Equal(1, wait);
        Assert.True(_probes.TryTake(Pace, 1_010, isLast: true, out _));
        Assert.False(_probes.TryTake(Pace, 1_010, isLast: true, out wait));
        Assert.Equal(10, wait);
        Assert.False(_probes.TryTake(Pace, 1_020, isLast: true, out wait));
        Assert.Equal(0, wait);
    }

    [Fact]
    public void Cancel_LetsTheNextCallThroughAtOnce()
    {
        Assert.True(_probes.TryTake(Pace, 1_010, isLast: true, out _));
        _probes.Cancel();

        Assert.True(_probes.TryTake(Pace, 1_010, isLast: true, out _));
    }

    [Theory]
    [InlineData(1_010, 10)]
    [InlineData(1_160, 20)]
    [InlineData(5_000, 100)]
    public void Fail_WaitsForAnEighthOfTheTimeThatItIsDown(long now, long expected)
    {
        _probes.Fail(Pace, now);

        Assert.False(_probes.IsDue(Pace, now, isLast: false, out long wait));
        Assert.Equal(expected, wait);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 20)]
    public void Interval_BeginsWhenTheCallIsSent_WhereNothingElseIsLeft(bool isLast, long expected)
    {
        Assert.True(_probes.TryTake(Pace, 1_060, isLast, out _));
        _probes.Fail(Pace, 1_160);
        _probes.Release();

        Assert.Equal(expected == 0, _probes.IsDue(Pace, 1_160, isLast, out long wait));
        Assert.Equal(expected, wait);
    }

    [Fact]
    public void Answer_DoublesTheCalls_AsTimeDoes()
    {
        Assert.True(_probes.TryTake(Pace, 1_010, isLast: false, out _));
        _probes.Release();
        _probes.Answer(1_020);
        Assert.Equal(2, TakeAll(1_020));
        Assert.Equal(2, TakeAll(1_060));
        _probes.Answer(1_060);
        Assert.Equal(4, TakeAll(1_060));
        Assert.Equal(8, _probes.InFlight);
    }

    [Fact]
    public void Release_NeverGoesBelowZero()
    {
        _probes.Release();
        _probes.Release();

        Assert.Equal(0, _probes.InFlight);
        Assert.True(_probes.TryTake(Pace, 2_000, isLast: false, out _));
        Assert.False(_probes.TryTake(Pace, 2_000, isLast: false, out _));
    }

    private int TakeAll(long now)
    {
        int taken = 0;
        while (taken < 100 && _probes.TryTake(Pace, now, isLast: false, out _))
        {
            taken++;
        }

        return taken;
    }
}
