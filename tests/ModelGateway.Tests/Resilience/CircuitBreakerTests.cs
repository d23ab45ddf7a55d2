using Microsoft.Extensions.Time.Testing;
using ModelGateway.Failures;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed partial class CircuitBreakerTests
{
    private static readonly CircuitBreakerOptions Settings = new()
    {
        MinimumCalls = 4,
        ProbeInterval = TimeSpan.FromSeconds(1),
        LongestProbeInterval = TimeSpan.FromSeconds(4),
    };

    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "down") { StatusCode = 503 };

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker = new();

    private BreakerMoment Now => new(Settings, _time, _time.GetTimestamp());

    [Fact]
    public void OnFailure_OpensWhereAtMostHalfOfTheLatestCallsAreAnswered()
    {
        Answer(4);
        Assert.False(Fail(3));
        Assert.True(Enters(isLast: false));

        Assert.True(Fail(1));

        Assert.False(Enters(isLast: false));
        Assert.Same(Down, _breaker.Cause);
    }

    [Fact]
    public void OnFailure_DoesNotOpenBelowTheMinimumOfCalls()
    {
        Fail(3);
        Assert.True(Enters(isLast: false));
        _time.Advance(TimeSpan.FromSeconds(31));

        // The three are out of the window.
        Assert.False(Fail(3));
        Assert.True(Enters(isLast: false));
    }

    [Fact]
    public void OpenBreaker_LetsEveryRequestIn_WhereNothingHealthierIsLeft()
    {
        Answer(4);
        Fail(4);

        Assert.All(Enumerable.Range(0, 50), _ => Assert.True(Enters(isLast: true)));
        Assert.False(Enters(isLast: false));
    }

    [Fact]
    public void Breaker_GoesDarkOnlyAfterAWhileWithoutAnAnswer()
    {
        Answer(1);
        Fail(20);
        Assert.True(Enters(isLast: true));
        _time.Advance(Settings.ProbeAfter);
        Fail(1);
        Assert.False(Enters(isLast: true));
    }

    [Fact]
    public void Breaker_GoesDarkAtOnceAfterVeryManyFailuresInARow()
    {
        Answer(1);
        Fail(79);
        Assert.True(Enters(isLast: true));
        Fail(1);
        Assert.False(Enters(isLast: true));
    }

    [Fact]
    public void LongRunOfFailures_DoesNotDarkenADeploymentThatAnsweredFewCallsBefore()
    {
        Answer(4);
        Fail(4);
        Answer(1);

        Fail(20);
        _time.Advance(Settings.ProbeAfter);
        Fail(1);
        Assert.True(Enters(isLast: true));

        Fail(59);
        Assert.False(Enters(isLast: true));
    }

    [Fact]
    public void CallsThatHung_AreNoSilence_WhereOthersWereAnsweredMeanwhile()
    {
        long sent = _time.GetTimestamp();
        _time.Advance(2 * Settings.ProbeAfter);
        Answer(1);

        for (int i = 0; i < 30; i++)
        {
            _breaker.OnFailure(Now, Down, wasProbe: false, sent);
        }

        Assert.True(Enters(isLast: true));
    }

    [Fact]
    public void MinimumThatSwitchesItOff_LetsEveryRequestIn_AlsoWhereItIsDark()
    {
        GoDark();
        BreakerMoment off = Now with { Settings = Settings with { MinimumCalls = int.MaxValue } };

        Assert.True(_breaker.MayEnter(off, out _));
        Assert.True(_breaker.TryEnter(off, isLast: false, out bool isProbe, out _));
        Assert.False(isProbe);
    }

    [Fact]
    public void LargeMinimum_ClosesAfterTwentyAnswersInARow()
    {
        BreakerMoment at = Now with { Settings = Settings with { MinimumCalls = 100 } };
        for (int i = 0; i < 100; i++)
        {
            _breaker.OnFailure(at, Down, wasProbe: false, at.Now);
        }

        Answer(at, 19);
        Assert.True(_breaker.TryEnter(at, isLast: false, out bool isProbe, out _) && isProbe);
        Answer(at, 1);
        Assert.True(_breaker.TryEnter(at, isLast: false, out isProbe, out _) && !isProbe);
    }

    [Fact]
    public void OldHungAttempts_DoNotOpenTheBreaker_WithoutNewerTraffic()
    {
        long sent = _time.GetTimestamp();
        Assert.True(Enters(isLast: false));
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.All(Enumerable.Range(0, 200), _ => Assert.False(_breaker.OnFailure(Now, Down, wasProbe: false, sent)));
        Assert.Equal(0, _breaker.Failures);
        Assert.True(Enters(isLast: false));
    }

    [Fact]
    public void HungAttempts_OpenTheBreaker_WhereNewerTrafficHangsToo()
    {
        long sent = _time.GetTimestamp();
        Assert.True(Enters(isLast: false));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(Enters(isLast: false));

        for (int i = 0; i < 4; i++)
        {
            _breaker.OnFailure(Now, Down, wasProbe: false, sent);
        }

        Assert.False(Enters(isLast: false));
    }

    [Fact]
    public void FailureOfAnAttemptFromBeforeTheBreakerClosed_DoesNotCount()
    {
        long sent = _time.GetTimestamp();
        GoDark();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enters(isLast: true));
        _breaker.OnAnswer(Now, wasProbe: true);
        _breaker.OnFailure(Now, Down, wasProbe: false, sent);
        Assert.Equal(0, _breaker.Failures);
        Answer(3);

        Assert.False(_breaker.OnFailure(Now, Down, wasProbe: false, sent));

        Assert.Equal(0, _breaker.Failures);
        Assert.True(Enters(isLast: false));
    }

    [Fact]
    public void Rest_IsNeverShortened_AndChangesTheOrderAlone()
    {
        _breaker.Rest(Down, TimeSpan.FromSeconds(30), Now);
        _breaker.Rest(Down, TimeSpan.FromSeconds(5), Now);
        _time.Advance(TimeSpan.FromSeconds(29));

        Assert.False(_breaker.TryEnter(Now, false, out _, out TimeSpan left));
        Assert.Equal(TimeSpan.FromSeconds(1), left);
        Assert.True(Enters(isLast: true));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enters(isLast: false));
    }

    private void GoDark()
    {
        Answer(1);
        Fail(80);
    }

    private void Answer(int times) => Answer(Now, times);

    private void Answer(in BreakerMoment at, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _breaker.OnAnswer(at, wasProbe: false);
        }
    }

    private bool Fail(int times)
    {
        bool opened = false;
        for (int i = 0; i < times; i++)
        {
            opened = _breaker.OnFailure(Now, Down, wasProbe: false, _time.GetTimestamp());
        }

        return opened;
    }

    private bool Enters(bool isLast) => _breaker.TryEnter(Now, isLast, out _, out _);
}
