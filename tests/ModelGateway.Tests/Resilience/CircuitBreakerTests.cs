using Microsoft.Extensions.Time.Testing;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class CircuitBreakerTests
{
    private static readonly CircuitBreakerOptions Settings = new() { FailuresToOpen = 2, OpenFor = TimeSpan.FromSeconds(10) };
    private static readonly CircuitBreakerOptions OpensAtOnce =
        new() { FailuresToOpen = 1, OpenFor = TimeSpan.FromSeconds(1), LongestOpen = TimeSpan.FromSeconds(1) };

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker = new();

    private long Now => _time.GetTimestamp();

    [Fact]
    public void TryEnter_AdmitsOneProbeAfterTheOpenTime()
    {
        Assert.False(Fail());
        Assert.True(Fail());
        Assert.False(TryEnter(out _, out TimeSpan rest));
        Assert.Equal(TimeSpan.FromSeconds(10), rest);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(TryEnter(out bool isProbe, out _));
        Assert.True(isProbe);
        Assert.False(TryEnter(out _, out _));
    }

    [Fact]
    public void OnFailure_DoublesTheOpenTimeWithEveryFailedProbe()
    {
        Fail();
        Fail();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(TryEnter(out _, out _));
        Assert.True(_breaker.OnFailure(Settings, null, wasProbe: true, Now, _time, Now));
        Assert.False(TryEnter(out _, out TimeSpan rest));
        Assert.Equal(TimeSpan.FromSeconds(20), rest);

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(TryEnter(out bool isProbe, out _));
        Assert.True(isProbe);
        _breaker.OnSuccess(wasProbe: true);

        Assert.True(TryEnter(out isProbe, out _));
        Assert.False(isProbe);
    }

    [Fact]
    public void OnFailure_IgnoresAttemptsFromBeforeTheBreakerOpened()
    {
        long sent = Now;
        Fail();
        _time.Advance(TimeSpan.FromSeconds(1));
        Fail();
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(_breaker.OnFailure(Settings, null, wasProbe: false, sent, _time, Now));
        Assert.True(TryEnter(out bool isProbe, out _));
        Assert.True(isProbe);
    }

    [Fact]
    public void ReleaseProbe_LetsTheNextAttemptProbe()
    {
        Fail();
        Fail();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(TryEnter(out _, out _));
        _breaker.ReleaseProbe(wasProbe: true);
        Assert.True(TryEnter(out bool isProbe, out _));
        Assert.True(isProbe);
    }

    [Fact]
    public void Rest_IsNeverShortened()
    {
        _breaker.Rest(TimeSpan.FromSeconds(30), _time, Now);
        _breaker.Rest(TimeSpan.FromSeconds(5), _time, Now);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(TryEnter(out _, out TimeSpan rest));
        Assert.Equal(TimeSpan.FromSeconds(1), rest);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(TryEnter(out _, out _));
    }

    [Fact]
    public void OnSuccess_OfAnEarlierAttemptClosesTheBreakerButKeepsTheProbe()
    {
        FakeTimeProvider time = new();
        CircuitBreaker breaker = new();
        long Now() => time.GetTimestamp();
        void Fail() => breaker.OnFailure(OpensAtOnce, null, wasProbe: false, Now(), time, Now());
        Fail();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(breaker.TryEnter(OpensAtOnce, time, Now(), out bool isProbe, out _) && isProbe);

        breaker.OnSuccess(wasProbe: false);
        Assert.True(breaker.TryEnter(OpensAtOnce, time, Now(), out isProbe, out _) && !isProbe);
        Fail();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(breaker.TryEnter(OpensAtOnce, time, Now(), out _, out _));
        breaker.OnSuccess(wasProbe: true);
        Assert.True(breaker.TryEnter(OpensAtOnce, time, Now(), out isProbe, out _) && !isProbe);
    }

    private bool Fail() => _breaker.OnFailure(Settings, null, wasProbe: false, Now, _time, Now);

    private bool TryEnter(out bool isProbe, out TimeSpan retryAfter) =>
        _breaker.TryEnter(Settings, _time, Now, out isProbe, out retryAfter);
}
