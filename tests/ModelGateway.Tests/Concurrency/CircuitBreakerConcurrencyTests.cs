using Microsoft.Extensions.Time.Testing;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Concurrency;

public sealed class CircuitBreakerConcurrencyTests
{
    private static readonly CircuitBreakerOptions Settings =
        new() { FailuresToOpen = 1, OpenFor = TimeSpan.FromSeconds(1), LongestOpen = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task TryEnter_AdmitsOneProbeUnderConcurrency()
    {
        FakeTimeProvider time = new();
        CircuitBreaker breaker = new();
        for (int round = 0; round < 200; round++)
        {
            breaker.OnFailure(Settings, null, wasProbe: round > 0, time.GetTimestamp(), time, time.GetTimestamp());
            Assert.False(breaker.TryEnter(Settings, time, time.GetTimestamp(), out _, out TimeSpan left));
            Assert.True(left > TimeSpan.Zero);
            time.Advance(TimeSpan.FromSeconds(2));
            int probes = 0;
            await Threads.RunAsync(_ =>
            {
                if (breaker.TryEnter(Settings, time, time.GetTimestamp(), out bool isProbe, out TimeSpan _))
                {
                    Assert.True(isProbe);
                    Interlocked.Increment(ref probes);
                }
            });
            Assert.Equal(1, probes);
        }
    }
}
