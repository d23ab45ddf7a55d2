using ModelGateway.Resilience;

namespace ModelGateway.Tests.Concurrency;

public sealed class ConcurrencyGateConcurrencyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task TryEnter_NeverExceedsTheLimitUnderConcurrency(int limit)
    {
        ConcurrencyGate gate = new();
        int inside = 0;
        int entered = 0;
        await Threads.RunAsync(_ =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                int refusals = gate.Refusals;
                if (gate.TryEnter(limit))
                {
                    Assert.InRange(Interlocked.Increment(ref inside), 1, limit);
                    Interlocked.Increment(ref entered);
                    Interlocked.Decrement(ref inside);
                    gate.Exit();
                }
                else
                {
                    Assert.NotEqual(refusals, gate.Refusals);
                }
            }
        });

        Assert.Equal(0, gate.InFlight);
        Assert.True(entered > 0);
    }
}
