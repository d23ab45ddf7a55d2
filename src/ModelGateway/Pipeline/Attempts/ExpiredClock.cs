using ModelGateway.Failures;
using ModelGateway.Resilience;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>A clock that ran out on an attempt.</summary>
/// <param name="Clock">The clock's name.</param>
/// <param name="Timeouts">The attempt's limits.</param>
internal readonly record struct ExpiredClock(string Clock, GatewayTimeoutOptions Timeouts)
{
    public ProviderFailure ToFailure(string deployment)
    {
        TimeSpan limit = AttemptClock.LimitOf(Timeouts, Clock) ?? TimeSpan.Zero;
        (string message, string setting) = Clock switch
        {
            AttemptClock.FirstToken => ($"{deployment} sent no content within {limit.TotalSeconds:0.###} s", "FirstToken"),
            AttemptClock.Idle => ($"{deployment} paused for more than {limit.TotalSeconds:0.###} s between contents", "Idle"),
            AttemptClock.Response => ($"{deployment} gave no whole answer within {limit.TotalSeconds:0.###} s", "Response"),
            _ => ($"{deployment} took more than {limit.TotalSeconds:0.###} s in all", "Total"),
        };
        return new ProviderFailure(FailureKind.Timeout, $"{message} (Timeouts:{setting}).") { Clock = Clock };
    }
}
