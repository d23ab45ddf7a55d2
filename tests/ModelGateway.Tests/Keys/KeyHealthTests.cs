using Microsoft.Extensions.Time.Testing;
using ModelGateway.Keys;

namespace ModelGateway.Tests.Keys;

public sealed class KeyHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeyHealth _health = new();

    [Fact]
    public void RestLeft_CountsDownToZero()
    {
        Assert.Equal(TimeSpan.Zero, _health.RestLeft(_time, _time.GetTimestamp()));
        Rest(FailureKind.RateLimited, 10);

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), _health.RestLeft(_time, _time.GetTimestamp()));
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(TimeSpan.Zero, _health.RestLeft(_time, _time.GetTimestamp()));
    }

    [Fact]
    public void Rest_IsNeverShortened()
    {
        Rest(FailureKind.QuotaExhausted, 10);
        Rest(FailureKind.RateLimited, 5);
        Assert.Equal(
            (FailureKind.QuotaExhausted, TimeSpan.FromSeconds(10)), (_health.Reason, _health.RestLeft(_time, _time.GetTimestamp())));

        Rest(FailureKind.Unauthorized, 20);

        Assert.Equal((FailureKind.Unauthorized, TimeSpan.FromSeconds(20)), (_health.Reason, _health.RestLeft(_time, _time.GetTimestamp())));
    }

    private void Rest(FailureKind reason, int seconds) => _health.Rest(reason, TimeSpan.FromSeconds(seconds), _time, _time.GetTimestamp());
}
