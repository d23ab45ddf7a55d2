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
        (KeyPool here, KeyPool there) = (provider.For(static _ => new KeyHealth(), new KeyHealth()),
            provider.For(static _ => new KeyHealth(), new KeyHealth()));

        here.Report(Lease(here)!.Value, new ProviderFailure(kind, "no") { StatusCode = status }, _time.GetTimestamp(), Now);

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
        KeyPool pool = Pool().For(static _ => new KeyHealth(), new KeyHealth());
        pool.Report(Lease(pool)!.Value, new ProviderFailure(
            FailureKind.RateLimited, "no")
        { RetryAfter = TimeSpan.FromMilliseconds(hintMilliseconds) }, _time.GetTimestamp(), Now);

        _time.Advance(TimeSpan.FromMilliseconds(restMilliseconds - 1));
        Assert.Null(Lease(pool));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Lease(pool));
    }

    [Fact]
    public void TryLease_ReportsTheLongerRest()
    {
        KeyPool pool = Pool().For(static _ => new KeyHealth(), new KeyHealth());
        KeyLease lease = Lease(pool)!.Value;
        pool.Report(lease, new ProviderFailure(
            FailureKind.RateLimited, "no")
        { RetryAfter = TimeSpan.FromSeconds(30) }, _time.GetTimestamp(), Now);
        pool.Report(lease, new ProviderFailure(
            FailureKind.QuotaExhausted, "no")
        { RetryAfter = TimeSpan.FromSeconds(20) }, _time.GetTimestamp(), Now);

        Assert.False(pool.TryLease(Now, out _, out KeyRest rest));
        Assert.Equal((TimeSpan.FromSeconds(30), FailureKind.RateLimited), (rest.Left, rest.Cause!.Kind));
    }

    [Theory]
    [InlineData("The provider refused the key: your account may not use the model gpt-x.", true)]
    [InlineData("The provider refused the key: not available in your country.", true)]
    [InlineData("The provider refused the key: blocked by a content rule.", true)]
    [InlineData("ModelScope refused the key: no permission.", false)]
    public void RefusalThatNamesTheModel_RestsTheDeployment_AndNotTheKey(string message, bool isOfDeployment)
    {
        KeyPool provider = new([new ProviderKey("a", "1"), new ProviderKey("b", "2")], static _ => new KeyHealth());
        KeyPool pool = provider.For(static _ => new KeyHealth(), new KeyHealth());
        KeyPool other = provider.For(static _ => new KeyHealth(), new KeyHealth());

        pool.Report(Lease(pool)!.Value, new ProviderFailure(FailureKind.Unauthorized, message) { StatusCode = 403 }, Now.Now, Now);

        Assert.Equal(isOfDeployment, Lease(pool) is null);
        Assert.Equal(isOfDeployment, !pool.HasFree(Now, out KeyRest rest) && rest.IsOfDeployment);
        Assert.NotNull(Lease(other));
    }

    [Fact]
    public void TryLease_ProbesTheOnlyKey_WhereNothingElseIsLeft()
    {
        KeyPool pool = Pool().For(static _ => new KeyHealth(), new KeyHealth());
        KeyLease only = Lease(pool)!.Value;
        for (int i = 0; i < 50; i++)
        {
            pool.Report(only, new ProviderFailure(FailureKind.Unauthorized, "no") { StatusCode = 401 }, Now.Now, Now);
        }

        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Null(Lease(pool));
        Assert.True(pool.TryLease(Now with { IsLast = true }, out KeyLease probe, out _));
        Assert.Equal(KeyProbes.AtProvider, probe.Probes);
        Assert.False(pool.TryLease(Now with { IsLast = true }, out _, out _));
        pool.OnAnswer(probe, Now.Now);

        Assert.NotNull(Lease(pool));
    }

    [Fact]
    public void TryLease_PrefersAKeyThatDoesNotRest_WhereNothingElseIsLeft()
    {
        KeyPool provider = new([new ProviderKey("a", "1"), new ProviderKey("b", "2")], static _ => new KeyHealth());
        KeyPool pool = provider.For(static _ => new KeyHealth(), new KeyHealth());
        pool.Report(Lease(pool)!.Value, new ProviderFailure(FailureKind.RateLimited, "no") { StatusCode = 429 }, Now.Now, Now);

        Assert.All(Enumerable.Range(0, 4), _ =>
        {
            Assert.True(pool.TryLease(Now with { IsLast = true }, out KeyLease lease, out KeyRest _));
            Assert.Equal("b", lease.Key!.Name);
        });
    }

    [Fact]
    public void PoolWithoutKeys_RestsAsAWhole()
    {
        KeyPool pool = KeyPool.WithoutKeys(new KeyHealth());

        pool.Report(Lease(pool)!.Value, new ProviderFailure(FailureKind.QuotaExhausted, "no"), Now.Now, Now);

        Assert.Null(Lease(pool));
        Assert.False(pool.HasFree(Now, out _));
    }

    [Fact]
    public void For_SharesTheTurnsBetweenDeployments()
    {
        KeyPool provider = new([new ProviderKey("a", "1"), new ProviderKey("b", "2")], static _ => new KeyHealth());
        KeyPool[] deployments = [provider.For(static _ => new KeyHealth(), new KeyHealth()),
            provider.For(static _ => new KeyHealth(), new KeyHealth())];

        Assert.Equal(["a", "b", "a", "b"], Enumerable.Range(0, 4).Select(i => Lease(deployments[i % 2])!.Value.Key!.Name));
    }

    private static KeyPool Pool() => new([new ProviderKey("key 1", "secret")], static _ => new KeyHealth());

    private KeyMoment Now => new(_time, _time.GetTimestamp());

    private KeyLease? Lease(KeyPool pool) => pool.TryLease(Now, out KeyLease lease, out _) ? lease : null;
}
