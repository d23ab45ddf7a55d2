namespace ModelGateway.Tests.Receipts;

public sealed class RateLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Requests_AreTheLimitOverTheShortestPeriod()
    {
        RateLimits limits = new(
        [
            new(RateLimitSubject.Requests) { Period = QuotaPeriod.Day, Limit = 1_000 },
            new(RateLimitSubject.Requests) { Limit = 10 },
            new(RateLimitSubject.Tokens) { Limit = 5 },
        ]);

        Assert.Equal(10, limits.Requests?.Limit);
        Assert.Equal(5, limits.Tokens?.Limit);
        Assert.Null(limits.InputTokens);
        Assert.Equal(3, limits.All.Count);
    }

    [Fact]
    public void TimeUntilReset_IsThatOfTheLastLimitThatIsUsedUp()
    {
        RateLimits limits = new(
        [
            new(RateLimitSubject.Requests) { Remaining = 0, ResetsAt = Now.AddSeconds(5) },
            new(RateLimitSubject.Tokens) { Remaining = 0, ResetsAt = Now.AddSeconds(20) },
            new(RateLimitSubject.OutputTokens) { Remaining = 1, ResetsAt = Now.AddSeconds(60) },
        ]);

        Assert.Equal(TimeSpan.FromSeconds(20), limits.TimeUntilReset(Now));
        Assert.Equal(TimeSpan.Zero, limits.TimeUntilReset(Now.AddMinutes(1)));
        Assert.Null(new RateLimits([new(RateLimitSubject.Tokens) { Remaining = 1 }]).TimeUntilReset(Now));
    }
}
