using Microsoft.Extensions.Time.Testing;
using ModelGateway.Failures;
using ModelGateway.Keys;

namespace ModelGateway.Tests.Keys;

public sealed class KeyHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeyHealth _health = new();

    private long Stamp => _time.GetTimestamp();

    [Fact]
    public void TryUse_CountsTheRestDownToZero()
    {
        Assert.Equal(TimeSpan.Zero, Left());
        Rest(FailureKind.RateLimited, 10);

        Advance(4);
        Assert.Equal(TimeSpan.FromSeconds(6), Left());
        Advance(6);

        Assert.Equal(TimeSpan.Zero, Left());
    }

    [Fact]
    public void Rest_IsNeverShortened()
    {
        Rest(FailureKind.QuotaExhausted, 10);
        Rest(FailureKind.RateLimited, 5);
        Assert.Equal((FailureKind.QuotaExhausted, TimeSpan.FromSeconds(10)), (_health.Cause!.Kind, Left()));

        Rest(FailureKind.RateLimited, 20);

        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(20)), (_health.Cause!.Kind, Left()));
    }

    [Theory]
    [InlineData(FailureKind.Unauthorized, 600)]
    [InlineData(FailureKind.QuotaExhausted, 300)]
    [InlineData(FailureKind.RateLimited, 60)]
    public void Rest_IsShortAtFirst_AndDoublesUpToABound(FailureKind kind, int longest)
    {
        List<double> rests = [];
        for (int i = 0; i < 10; i++)
        {
            Rest(kind, null);
            rests.Add(Left().TotalSeconds);
            _time.Advance(Left());
        }

        Assert.Equal([5, 10, 20, 40], rests.Take(4));
        Assert.Equal(longest, rests[^1]);
    }

    [Fact]
    public void FailuresThatWereInFlight_DoNotProlongTheRest()
    {
        long sent = Stamp;
        Advance(1);
        for (int i = 0; i < 50; i++)
        {
            _health.Rest(new ProviderFailure(FailureKind.Unauthorized, "no"), sent, new KeyMoment(_time, Stamp));
        }

        Assert.Equal(TimeSpan.FromSeconds(5), Left());
    }

    [Theory]
    [InlineData(999_999_999, 300)]
    [InlineData(400, 300)]
    [InlineData(299, 299)]
    public void Hint_IsBounded(int hint, int rest)
    {
        Rest(FailureKind.RateLimited, hint);

        Assert.Equal(TimeSpan.FromSeconds(rest), Left());
    }

    [Fact]
    public void RefusedKey_IsProbedWhereNothingElseIsLeft_AndItWasRefusedVeryOften()
    {
        long sent = Stamp;
        Advance(1);
        for (int i = 0; i < 50; i++)
        {
            _health.Rest(new ProviderFailure(FailureKind.Unauthorized, "no"), sent, new KeyMoment(_time, Stamp));
        }

        Assert.False(Use(isLast: true, out TimeSpan left));
        Assert.Equal(TimeSpan.FromMilliseconds(250), left);
        Assert.False(Use(isLast: false, out left));
        Assert.Equal(TimeSpan.FromSeconds(5), left);

        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.True(_health.TryUse(new KeyMoment(_time, Stamp) { IsLast = true }, out bool isProbe, out _));
        Assert.True(isProbe);
        Assert.False(Use(isLast: true, out _));
        _health.OnAnswer(Stamp);
        Assert.True(Use(isLast: false, out _));
        Assert.Null(_health.Cause);
    }

    [Fact]
    public void RateLimitWithAHint_IsProbedSeldom()
    {
        Rest(FailureKind.RateLimited, 20);
        Advance(2.4);
        Assert.False(Use(isLast: true, out TimeSpan left));
        Assert.Equal(TimeSpan.FromSeconds(17.6), left);
        Advance(0.1);
        Assert.True(Use(isLast: true, out _));
    }

    [Theory]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.Unauthorized)]
    [InlineData(FailureKind.QuotaExhausted)]
    public void FailureWithoutAHint_ChangesTheOrderAlone_UntilThereWereVeryMany(FailureKind kind)
    {
        Rest(kind, null);
        Assert.False(Use(isLast: false, out _));
        Assert.True(Use(isLast: true, out _));

        for (int i = 0; i < 49; i++)
        {
            Rest(kind, null);
        }

        Assert.False(Use(isLast: true, out _));
    }

    [Fact]
    public void RefusedKey_IsTriedByOneRequest_WhenItsRestIsOver()
    {
        Rest(FailureKind.Unauthorized, null);
        Advance(5);

        Assert.True(_health.TryUse(new KeyMoment(_time, Stamp), out bool isProbe, out _));
        Assert.True(isProbe);
        Assert.False(Use(isLast: false, out _));
    }

    [Fact]
    public void AnswerToAnEarlierAttempt_DoesNotEndTheRest()
    {
        long sent = Stamp;
        Advance(1);
        Rest(FailureKind.Unauthorized, null);

        _health.OnAnswer(sent);

        Assert.Equal(TimeSpan.FromSeconds(5), Left());
    }

    [Theory]
    [InlineData(FailureKind.Unauthorized, 0)]
    [InlineData(FailureKind.QuotaExhausted, 0)]
    [InlineData(FailureKind.RateLimited, 30)]
    public void Reload_EndsTheRestThatAPersonCanEnd(FailureKind kind, int left)
    {
        Rest(kind, 30);

        _health.OnReload();

        Assert.Equal(left, Left().TotalSeconds);
    }

    private void Rest(FailureKind kind, double? hint) => _health.Rest(
        new ProviderFailure(kind, "no") { RetryAfter = hint is { } seconds ? TimeSpan.FromSeconds(seconds) : null },
        Stamp,
        new KeyMoment(_time, Stamp));

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private TimeSpan Left()
    {
        _health.MayUse(new KeyMoment(_time, Stamp), out TimeSpan left);
        return left;
    }

    private bool Use(bool isLast, out TimeSpan left) =>
        _health.TryUse(new KeyMoment(_time, Stamp) { IsLast = isLast }, out _, out left);
}
