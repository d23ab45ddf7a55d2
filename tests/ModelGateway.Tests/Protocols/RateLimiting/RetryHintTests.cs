using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Tests.Protocols.RateLimiting;

public sealed class RetryHintTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1500", "9", 1.5)]
    [InlineData("0", "1", 1.0)]
    [InlineData(null, "12", 12.0)]
    [InlineData(null, "0.5", 0.5)]
    [InlineData(null, "0", 0.0)]
    [InlineData(null, "Tue, 30 Jun 2026 12:01:00 GMT", 60.0)]
    [InlineData(null, "Tue, 30 Jun 2026 11:00:00 GMT", 0.0)]
    [InlineData("x", "soon", null)]
    [InlineData(null, "-3", null)]
    [InlineData(null, null, null)]
    public void Read_TakesTheWaitFromTheHeaders(string? milliseconds, string? after, double? seconds)
    {
        using HttpResponseMessage response = new();
        if (milliseconds is not null)
        {
            response.Headers.TryAddWithoutValidation("retry-after-ms", milliseconds);
        }

        if (after is not null)
        {
            response.Headers.TryAddWithoutValidation("retry-after", after);
        }

        Assert.Equal(seconds, RetryHint.Read(response.Headers, Now)?.TotalSeconds);
    }
}
