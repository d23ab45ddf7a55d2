using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Tests.Protocols.RateLimiting;

public sealed class RateLimitHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    // A line for each limit: subject, period, limit, remaining, seconds until it is whole again.
    [Theory]
    [InlineData(
        "x-ratelimit-limit-requests: 500; x-ratelimit-remaining-requests: 499; x-ratelimit-reset-requests: 120ms; x-ratelimit-limit-tokens: 30000; x-ratelimit-remaining-tokens: 29990; x-ratelimit-reset-tokens: 6m0.5s",
        "Requests - 500 499 0.12|Tokens - 30000 29990 360.5")]
    [InlineData(
        "anthropic-ratelimit-requests-limit: 50; anthropic-ratelimit-requests-remaining: 49; anthropic-ratelimit-requests-reset: 2026-06-30T12:00:30Z; anthropic-ratelimit-input-tokens-limit: 30000; anthropic-ratelimit-input-tokens-remaining: 0; anthropic-ratelimit-input-tokens-reset: 2026-06-30T12:01:00Z; anthropic-ratelimit-output-tokens-limit: 8000; anthropic-ratelimit-tokens-remaining: 38000",
        "Requests - 50 49 30|InputTokens - 30000 0 60|OutputTokens - 8000 - -|Tokens - - 38000 -")]
    [InlineData("x-ratelimit-remaining-requests: 9; x-ratelimit-reset-requests: 10; x-ratelimit-limit-tokens: 100",
        "Requests - - 9 10|Tokens - 100 - -")]
    [InlineData(
        "x-ratelimit-limit-req-minute: 60; x-ratelimit-remaining-req-minute: 59; x-ratelimit-limit-tokens-minute: 500000; x-ratelimit-remaining-tokens-minute: 1; x-ratelimit-tokens-query-cost: 12; x-ratelimit-limit-tokens-month: 1000000000",
        "Requests Minute 60 59 -|Tokens Minute 500000 1 -|Tokens Month 1000000000 - -")]
    [InlineData("x-ratelimit-limit-requests: 480; x-ratelimit-remaining-requests: 479", "Requests - 480 479 -")]
    [InlineData(
        "x-ratelimit-limit-requests-day: 1000; x-ratelimit-remaining-requests-day: 0; x-ratelimit-reset-requests-day: 33011.5; x-ratelimit-limit-tokens-minute: 60000; x-ratelimit-reset-tokens-minute: 11.5",
        "Requests Day 1000 0 33011.5|Tokens Minute 60000 - 11.5")]
    [InlineData("X-Ratelimit-Limit-Tokens-Prompt: 10; X-Ratelimit-Remaining-Tokens-Generated: 5; x-ratelimit-over-limit: yes",
        "InputTokens - 10 - -|OutputTokens - - 5 -")]
    [InlineData("X-RateLimit-Limit: 20; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1782820860000", "Requests - 20 0 60")]
    [InlineData("x-ratelimit-reset: 1782820805", "Requests - - - 5")]
    [InlineData("ratelimit-remaining: 3; ratelimit-reset: 7", "Requests - - 3 7")]
    [InlineData(
        "content-type: x; x-request-id: 1; retry-after: 3; x-ratelimit-limit-requests: many; x-ratelimit-limit-bananas: 3; x-ratelimit-remaining-requests: -1; x-ratelimit-reset-requests: soon; x-ratelimit-limit-tokens: 1e300", "")]
    public void Headers_AreReadInEachDialect(string headers, string expected)
    {
        RateLimits? limits = Read(headers, null);
        Assert.Equal(expected, string.Join('|', (limits?.All ?? []).Select(Text)));
        Assert.Equal(expected.Length == 0, limits is null);
    }

    [Fact]
    public void RequestsADay_AreToldByTheProvidersNature()
    {
        RateLimits limits = Read("x-ratelimit-limit-requests: 14400; x-ratelimit-limit-tokens: 6000", QuotaPeriod.Day)!;
        Assert.Equal((QuotaPeriod.Day, null), (limits.Requests?.Period, limits.Tokens?.Period));
    }

    [Fact]
    public void ShortestPeriod_IsThatOfTheSubject()
    {
        RateLimits limits = Read("x-ratelimit-limit-tokens-day: 9; x-ratelimit-limit-tokens-minute: 1; x-ratelimit-limit-tokens-hour: 3",
            null)!;
        Assert.Equal(1, limits.Tokens?.Limit);
        Assert.Null(limits.Requests);
        Assert.Null(limits.InputTokens);
        Assert.Null(limits.OutputTokens);
    }

    [Fact]
    public void Wait_IsForWhatIsUsedUp()
    {
        Assert.Equal(60,
            Read("x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 1m; x-ratelimit-remaining-tokens: 1; x-ratelimit-reset-tokens: 2h", null)!.TimeUntilReset(Now)?.TotalSeconds);
        Assert.Equal(7200,
            Read("x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 1m; x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 2h", null)!.TimeUntilReset(Now)?.TotalSeconds);
        Assert.Null(Read("x-ratelimit-remaining-requests: 0", null)!.TimeUntilReset(Now));
        Assert.Equal(TimeSpan.Zero,
            Read("x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 1s", null)!.TimeUntilReset(Now.AddHours(1)));
    }

    [Fact]
    public void ManyNames_StayBounded()
    {
        string[] subjects = ["requests", "tokens", "input-tokens", "output-tokens"];
        string[] periods = ["second", "minute", "hour", "day", "month"];
        string headers = string.Join("; ",
            subjects.SelectMany(subject => periods.Select(period => $"x-ratelimit-limit-{subject}-{period}: 1")));
        Assert.Equal(16, Read(headers, null)!.All.Count);
    }

    [Fact]
    public void WithoutLimits_NothingIsAllocated()
    {
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation("x-request-id", "req_1");
        response.Headers.TryAddWithoutValidation("cf-ray", "1");
        Assert.Null(RateLimitHeaders.Read(response.Headers, TimeProvider.System, null));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(RateLimitHeaders.Read(response.Headers, TimeProvider.System, null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
    }

    private static RateLimits? Read(string headers, QuotaPeriod? requestPeriod)
    {
        using HttpResponseMessage response = new();
        foreach (string header in headers.Split("; "))
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            response.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        return RateLimitHeaders.Read(response.Headers, new FakeTimeProvider(Now), requestPeriod);
    }

    private static string Text(RateLimit limit) =>
        $"{limit.Subject} {limit.Period?.ToString() ?? "-"} {Text(limit.Limit)} {Text(limit.Remaining)} "
        + Text(limit.ResetsAt is { } at ? (at - Now).TotalSeconds : null);

    private static string Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "-";
}
