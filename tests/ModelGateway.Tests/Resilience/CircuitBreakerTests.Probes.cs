namespace ModelGateway.Tests.Resilience;

public sealed partial class CircuitBreakerTests
{
    [Fact]
    public void DarkBreaker_LetsOneProbeIn_AlsoWhereNothingElseIsLeft()
    {
        GoDark();
        Assert.False(_breaker.TryEnter(Now, true, out _, out TimeSpan left));
        Assert.Equal(TimeSpan.FromSeconds(1), left);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_breaker.TryEnter(Now, true, out bool isProbe, out _));
        Assert.True(isProbe);
        Assert.False(Enters(isLast: true));
    }

    [Fact]
    public void ProbeInterval_IsAnEighthOfTheTimeThatItWasDark()
    {
        GoDark();
        List<double> sent = [];
        TimeSpan passed = TimeSpan.Zero;
        while (passed < TimeSpan.FromMinutes(2))
        {
            if (_breaker.TryEnter(Now, isLast: true, out bool isProbe, out _))
            {
                sent.Add(passed.TotalSeconds);
                _breaker.OnFailure(Now, Down, isProbe, _time.GetTimestamp());
            }

            passed += TimeSpan.FromMilliseconds(100);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        double[] gaps = [.. sent.Zip(sent.Skip(1), static (one, next) => next - one)];
        Assert.InRange(sent[0], 0.9, 1.1);
        Assert.InRange(gaps[0], 0.9, 1.1);
        Assert.InRange(gaps[^1], 3.9, 4.1);
        Assert.All(gaps.Zip(gaps.Skip(1)), static pair => Assert.True(pair.Second >= pair.First - 0.11));
    }

    [Fact]
    public void FirstAnswer_RampsUpTheTraffic_UntilTheBreakerCloses()
    {
        GoDark();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enters(isLast: true));
        _breaker.OnAnswer(Now, wasProbe: true);

        Assert.Equal(2, EntersUntilRefused());
        _breaker.OnAnswer(Now, wasProbe: true);
        Assert.Equal(3, EntersUntilRefused());
        _breaker.OnAnswer(Now, wasProbe: true);
        _breaker.OnAnswer(Now, wasProbe: true);

        Assert.True(_breaker.TryEnter(Now, false, out bool isProbe, out _));
        Assert.False(isProbe);
    }

    [Fact]
    public void FailureWhileTheTrafficRampsUp_LeavesItOpenAndNotDark()
    {
        GoDark();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enters(isLast: true));
        _breaker.OnAnswer(Now, wasProbe: true);
        Assert.True(Enters(isLast: true));
        _breaker.OnFailure(Now, Down, wasProbe: true, _time.GetTimestamp());

        Assert.All(Enumerable.Range(0, 20), _ => Assert.True(Enters(isLast: true)));
        Assert.False(Enters(isLast: false));
    }

    [Fact]
    public void HangingProbe_HoldsUpTheNextOneOnlyForTheLongestInterval()
    {
        GoDark();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enters(isLast: true));
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(Enters(isLast: true));
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(Enters(isLast: false));
        Assert.True(Enters(isLast: true));
    }

    [Fact]
    public void ReleaseProbe_LetsTheNextAttemptProbe()
    {
        GoDark();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enters(isLast: true));
        _breaker.ReleaseProbe(wasProbe: true);
        Assert.True(Enters(isLast: true));
    }

    private int EntersUntilRefused()
    {
        int entered = 0;
        while (entered < 1_000 && Enters(isLast: true))
        {
            entered++;
        }

        return entered;
    }
}
