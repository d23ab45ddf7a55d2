using Microsoft.Extensions.Time.Testing;
using ModelGateway.Failures;
using ModelGateway.Keys;

namespace ModelGateway.Tests.Keys;

public sealed class KeyPoolTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(FailureKind.RateLimited, 429, true)]
    [InlineData(FailureKind.Unauthorized, 403, true)]
    [InlineData(FailureKind.Unauthorized, 401, false)]
    [InlineData(FailureKind.Unauthorized, 400, false)]
    [InlineData(FailureKind.QuotaExhausted, 429, false)]
    [InlineData(FailureKind.QuotaExhausted, 403, false)]
    public void Report_RestsTheKeyAtModelOrProviderByFailure(FailureKind kind, int status, bool servesOthers)
    {
        KeyPool provider = Pool();
        (KeyPool here, KeyPool there) = (provider.For(static _ => new KeyHealth()), provider.For(static _ => new KeyHealth()));

        here.Report(Lease(here)!.Value, new ProviderFailure(kind, "no") { StatusCode = status }, _time, _time.GetTimestamp());

        Assert.Null(Lease(here));
        Assert.Equal(servesOthers, Lease(there) is not null);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-5_000, 100)]
    [InlineData(50, 100)]
    [InlineData(300, 300)]
    public void Report_RestsAtLeastBrieflyForATinyHint(int hintMilliseconds, int restMilliseconds)
    {
        KeyPool pool = Pool().For(static _ => new KeyHealth());
        pool.Report(Lease(pool)!.Value, new ProviderFailure(
            FailureKind.RateLimited, "no")
        { RetryAfter = TimeSpan.FromMilliseconds(hintMilliseconds) }, _time, _time.GetTimestamp());

        _time.Advance(TimeSpan.FromMilliseconds(restMilliseconds - 1));
        Assert.Null(Lease(pool));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Lease(pool));
    }

    [Fact]
    public void TryLease_ReportsTheLongerRest()
    {
        KeyPool pool = Pool().For(static _ => new KeyHealth());
        KeyLease lease = Lease(pool)!.Value;
        pool.Report(lease, new ProviderFailure(
            FailureKind.RateLimited, "no")
        { RetryAfter = TimeSpan.FromSeconds(30) }, _time, _time.GetTimestamp());
        pool.Report(lease, new ProviderFailure(
            FailureKind.QuotaExhausted, "no")
        { RetryAfter = TimeSpan.FromSeconds(20) }, _time, _time.GetTimestamp());

        Assert.False(pool.TryLease(0, _time, _time.GetTimestamp(), out _, out TimeSpan retryAfter, out FailureKind reason));
        Assert.Equal((TimeSpan.FromSeconds(30), FailureKind.RateLimited), (retryAfter, reason));
    }

    [Fact]
    public void For_SharesTheTurnsBetweenDeployments()
    {
        KeyPool provider = new([new ProviderKey("a", "1"), new ProviderKey("b", "2")], static _ => new KeyHealth());
        KeyPool[] deployments = [provider.For(static _ => new KeyHealth()), provider.For(static _ => new KeyHealth())];

        Assert.Equal(["a", "b", "a", "b"], Enumerable.Range(0, 4).Select(i => Lease(deployments[i % 2])!.Value.Key!.Name));
    }

    private static KeyPool Pool() => new([new ProviderKey("key 1", "secret")], static _ => new KeyHealth());

    private KeyLease? Lease(KeyPool pool) => pool.TryLease(0, _time, _time.GetTimestamp(), out KeyLease lease, out _, out _) ? lease : null;
}
