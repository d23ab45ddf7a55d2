using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class ExpiredClockTests
{
    [Theory]
    [InlineData(AttemptClock.FirstToken, "a sent no content within 1.5 s (Timeouts:FirstToken).")]
    [InlineData(AttemptClock.Idle, "a paused for more than 20 s between contents (Timeouts:Idle).")]
    [InlineData(AttemptClock.Total, "a took more than 300 s in all (Timeouts:Total).")]
    public void Failure_NamesTheLimitAndItsSetting(string clock, string message)
    {
        GatewayTimeoutOptions timeouts = new()
        {
            FirstToken = TimeSpan.FromSeconds(1.5),
            Idle = TimeSpan.FromSeconds(20),
            Total = TimeSpan.FromMinutes(5),
        };

        ProviderFailure failure = new ExpiredClock(clock, timeouts).ToFailure("a");

        Assert.Equal(FailureKind.Timeout, failure.Kind);
        Assert.Equal(message, failure.Message);
        Assert.Equal(clock, failure.Clock);
    }
}
