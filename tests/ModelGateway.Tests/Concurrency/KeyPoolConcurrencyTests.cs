using Microsoft.Extensions.Time.Testing;
using ModelGateway.Failures;
using ModelGateway.Keys;

namespace ModelGateway.Tests.Concurrency;

public sealed class KeyPoolConcurrencyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeyPool _pool = new([new("one", "1"), new("two", "2"), new("three", "3")], _ => new KeyHealth());

    [Fact]
    public async Task TryLease_TakesKeysInTurnUnderConcurrency()
    {
        int[] taken = new int[3];
        await Threads.RunAsync(_ =>
        {
            for (int i = 0; i < 3_000; i++)
            {
                Assert.True(_pool.TryLease(new KeyMoment(_time, _time.GetTimestamp()), out KeyLease lease, out KeyRest _));
                Interlocked.Increment(ref taken[lease.Index]);
            }
        });

        Assert.Equal(Threads.Count * 3_000, taken.Sum());
        Assert.All(taken, count => Assert.Equal(Threads.Count * 1_000, count));
    }

    [Fact]
    public async Task Report_KeepsTheLongestRestUnderConcurrency()
    {
        long now = _time.GetTimestamp();
        await Threads.RunAsync(thread =>
        {
            for (int i = 1; i <= 1_000; i++)
            {
                _pool.Report(new KeyLease(1, null), new ProviderFailure(
                    FailureKind.RateLimited, "no")
                { RetryAfter = TimeSpan.FromMilliseconds((i * Threads.Count) + thread) }, now, new KeyMoment(_time, now));
            }
        });

        const ulong Others = 0b101;
        Assert.False(_pool.TryLease(new KeyMoment(_time, now) { Tried = Others }, out _, out KeyRest rest));
        Assert.Equal(TimeSpan.FromMilliseconds((1_000 * Threads.Count) + Threads.Count - 1), rest.Left);
        Assert.Equal(FailureKind.RateLimited, rest.Cause!.Kind);
    }
}
