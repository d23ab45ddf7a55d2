using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiQuotaTests
{
    private const string Minute = """{"quotaMetric":"m","quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier","quotaValue":"10"}""";
    private const string Day = """{"quotaMetric":"m","quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"250"}""";

    [Theory]
    [InlineData(Minute, QuotaPeriod.Minute)]
    [InlineData(Day, QuotaPeriod.Day)]
    [InlineData(Minute + "," + Day, QuotaPeriod.Day)]
    [InlineData(Day + "," + Minute, QuotaPeriod.Day)]
    public void MinutesQuota_IsToldFromTheDays(string violations, QuotaPeriod period)
    {
        ProviderFailure failure = Read(violations);
        Assert.Equal((FailureKind.RateLimited, period), (failure.Kind, failure.QuotaPeriod!.Value));
        Assert.Equal(TimeSpan.FromSeconds(48), failure.RetryAfter);
    }

    [Theory]
    [InlineData("""{"quotaId":"GenerateContentInputTokensPerModelPerMinute-FreeTier","quotaValue":"0"}""", "quota")]
    [InlineData("", "* Quota exceeded for metric: x, limit: 0, model: gemini-3-pro")]
    [InlineData("", "* Quota exceeded for metric: x, limit: 0")]
    public void Quota_WithoutAnyShareIsNotWaitedFor(string violations, string message) =>
        Assert.Equal(FailureKind.Unsupported, Read(violations, message).Kind);

    [Fact]
    public void OddViolations_DoNoHarm()
    {
        Assert.Equal("RESOURCE_EXHAUSTED", Read("""3,null,{"quotaId":7},{"quotaId":""}""").Code);
        Assert.Equal(FailureKind.RateLimited, Read("""{"quotaId":"x","quotaValue":"many"}""").Kind);
        Assert.Equal(FailureKind.RateLimited, Read("", "limit: 05").Kind);
    }

    private static ProviderFailure Read(string violations, string message = "You exceeded your current quota.")
    {
        using HttpResponseMessage response = new();
        return GeminiProtocol.Instance.ReadError(429, response.Headers, Encoding.UTF8.GetBytes($$$"""
            {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"{{{message}}}","details":[
             {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{{{violations}}}]},
             {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"48s"}]}}
            """), DateTimeOffset.UnixEpoch);
    }
}
