using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Bedrock;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockQuotaTests
{
    [Theory]
    [InlineData("ThrottlingException", "Too many tokens per day, please wait before trying again.", QuotaPeriod.Day)]
    [InlineData(null, "Too many tokens per day, please wait before trying again.", QuotaPeriod.Day)]
    [InlineData("ThrottlingException", "Too many requests, please wait before trying again.", null)]
    public void Quota_RestsTheModelAloneForItsPeriod(string? type, string message, QuotaPeriod? period)
    {
        using HttpResponseMessage response = new();
        if (type is not null)
        {
            response.Headers.Add("x-amzn-errortype", type);
        }

        ProviderFailure failure = new BedrockProtocol("us-east-1").ReadError(
            429, response.Headers, Encoding.UTF8.GetBytes($$"""{"message":"{{message}}"}"""), DateTimeOffset.UnixEpoch);
        Assert.Equal((FailureKind.RateLimited, period), (failure.Kind, failure.QuotaPeriod));
    }
}
