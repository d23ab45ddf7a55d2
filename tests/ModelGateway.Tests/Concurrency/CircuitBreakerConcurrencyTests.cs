using Microsoft.Extensions.Time.Testing;
using ModelGateway.Failures;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Concurrency;

public sealed class CircuitBreakerConcurrencyTests
{
    private static readonly CircuitBreakerOptions Settings = new()
    {
        MinimumCalls = 1,
        ProbeInterval = TimeSpan.FromSeconds(1),
        LongestProbeInterval = TimeSpan.FromSeconds(1),
    };

    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "down");

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker = new();

    private BreakerMoment Now => new(Settings, _time, _time.GetTimestamp());

    [Fact]
    public async Task TryEnter_AdmitsOneProbeUnderConcurrency()
    {
        for (int i = 0; i < 20; i++)
        {
            _breaker.OnFailure(Now, Down, wasProbe: false, _time.GetTimestamp());
        }

        for (int round = 0; round < 200; round++)
        {
            Assert.False(_breaker.TryEnter(Now, true, out _, out TimeSpan left));
            Assert.True(left > TimeSpan.Zero);
            _time.Advance(TimeSpan.FromSeconds(2));
            int probes = 0;
            await Threads.RunAsync(_ =>
            {
                if (_breaker.TryEnter(Now, true, out bool isProbe, out TimeSpan _))
                {
                    Assert.True(isProbe);
                    Interlocked.Increment(ref probes);
                }
            });
            Assert.Equal(1, probes);
            _breaker.OnFailure(Now, Down, wasProbe: true, _time.GetTimestamp());
        }
    }

    [Fact]
    public async Task OnAnswer_LosesNoneUnderConcurrency()
    {
        AnswerWindow window = new();
        BreakerMoment now = Now;
        await Threads.RunAsync(_ =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                window.AddAnswer(now);
                window.AddFailure(now);
            }
        });

        Assert.Equal((Threads.Count * 5_000, Threads.Count * 10_000), window.Latest(now, int.MaxValue));
    }
}
