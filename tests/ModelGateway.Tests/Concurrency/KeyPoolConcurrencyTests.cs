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
                Assert.True(_pool.TryLease(0, _time, _time.GetTimestamp(), out KeyLease lease, out TimeSpan _, out FailureKind _));
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
                { RetryAfter = TimeSpan.FromSeconds((i * Threads.Count) + thread) }, _time, now);
            }
        });

        const ulong Others = 0b101;
        Assert.False(_pool.TryLease(Others, _time, now, out _, out TimeSpan left, out FailureKind reason));
        Assert.Equal(TimeSpan.FromSeconds((1_000 * Threads.Count) + Threads.Count - 1), left);
        Assert.Equal(FailureKind.RateLimited, reason);
    }
}
