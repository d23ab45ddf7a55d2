using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Bedrock;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockErrorTests
{
    private static readonly BedrockProtocol Adapter = new("us-east-1");

    [Theory]
    [InlineData(429, "ThrottlingException", "Too many requests, please wait before trying again.", FailureKind.RateLimited)]
    [InlineData(429, "ThrottlingException", "Too many tokens per day, please wait before trying again.", FailureKind.RateLimited)]
    [InlineData(429, "ModelNotReadyException", "Model is not ready for inference.", FailureKind.Unavailable)]
    [InlineData(400, "ServiceQuotaExceededException", "Your request exceeds the service quota for your account.", FailureKind.RateLimited)]
    [InlineData(403, "UnrecognizedClientException", "The security token included in the request is invalid.", FailureKind.Unauthorized)]
    [InlineData(403, "ExpiredTokenException", "The security token included in the request is expired", FailureKind.Unauthorized)]
    [InlineData(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.", FailureKind.ModelNotFound)]
    [InlineData(403, "AccessDeniedException",
        "User: arn:aws:iam::1:user/u is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/x", FailureKind.ModelNotFound)]
    [InlineData(403, "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.", FailureKind.Unauthorized)]
    [InlineData(403, "AccessDeniedException", "Model access is denied due to INVALID_PAYMENT_INSTRUMENT", FailureKind.QuotaExhausted)]
    [InlineData(404, "ResourceNotFoundException", "This model version has reached the end of its life.", FailureKind.ModelNotFound)]
    [InlineData(400, "ValidationException", "The provided model identifier is invalid.", FailureKind.ModelNotFound)]
    [InlineData(400, "ValidationException",
        "Invocation of model ID m with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.", FailureKind.ModelNotFound)]
    [InlineData(400, "ValidationException", "Input is too long for requested model.", FailureKind.ContextTooLong)]
    [InlineData(400, "ValidationException", "Input Tokens Exceeded: Number of input tokens exceeds maximum length.",
        FailureKind.ContextTooLong)]
    [InlineData(400, "ValidationException", "The model returned the following errors: prompt is too long: 210000 tokens > 200000 maximum",
        FailureKind.ContextTooLong)]
    [InlineData(400, "ValidationException", "This model doesn't support tool use.", FailureKind.Unsupported)]
    [InlineData(400, "ValidationException", "Output blocked by content filtering policy", FailureKind.ContentRefused)]
    [InlineData(400, "ValidationException", "The text field in the ContentBlock object at messages.0.content.0 is blank.",
        FailureKind.InvalidRequest)]
    [InlineData(408, "ModelTimeoutException", "Model has timed out in processing the request.", FailureKind.Unavailable)]
    [InlineData(424, "ModelErrorException", "The system encountered an unexpected error during processing.", FailureKind.Unavailable)]
    [InlineData(500, "InternalServerException", "The system encountered an unexpected error.", FailureKind.Unavailable)]
    [InlineData(503, "ServiceUnavailableException", "Bedrock is unable to process your request.", FailureKind.Unavailable)]
    public void TypesAndWords_AreClassified(int status, string type, string message, FailureKind expected)
    {
        foreach (bool inBody in (bool[])[false, true])
        {
            using HttpResponseMessage response = new();
            if (!inBody)
            {
                response.Headers.TryAddWithoutValidation("x-amzn-ErrorType", $"{type}:http://internal.amazon.com/coral/com.amazon.bedrock/");
            }

            response.Headers.TryAddWithoutValidation("x-amzn-RequestId", "r1");
            response.Headers.TryAddWithoutValidation("retry-after", "3");
            string body = $$"""{"message":"{{message}}"{{(inBody ? $",\"__type\":\"com.amazon.coral.service#{type}\"" : "")}}}""";
            ProviderFailure failure = Adapter.ReadError(status, response.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
            Assert.Equal((expected, status, type, "r1", TimeSpan.FromSeconds(3)),
                (failure.Kind, failure.StatusCode, failure.Code, failure.ProviderRequestId, failure.RetryAfter));
            Assert.EndsWith(": " + message, failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("throttlingException", null, FailureKind.RateLimited)]
    [InlineData("serviceUnavailableException", null, FailureKind.Unavailable)]
    [InlineData("internalServerException", null, FailureKind.Unavailable)]
    [InlineData("validationException", null, FailureKind.InvalidRequest)]
    [InlineData("modelStreamErrorException", 500, FailureKind.Unavailable)]
    [InlineData("modelStreamErrorException", 429, FailureKind.RateLimited)]
    [InlineData("modelTimeoutException", null, FailureKind.Unavailable)]
    [InlineData("novelException", null, FailureKind.Unavailable)]
    public void StreamExceptions_AreClassified(string type, int? originalStatus, FailureKind expected)
    {
        string body = originalStatus is null ? """{"message":"odd"}""" : $$"""{"message":"odd","originalStatusCode":{{originalStatus}},"originalMessage":"x"}""";
        ProviderException thrown = Assert.Throws<ProviderException>(
            () => new BedrockStreamReader(Support.ProtocolHarness.Call([]))
                .Read(Encoding.UTF8.GetBytes("exception:" + type), Encoding.UTF8.GetBytes(body), []));
        Assert.Equal((expected, null, type), (thrown.Kind, thrown.StatusCode, thrown.Failure.Code));
        Assert.EndsWith(": odd", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, FailureKind.InvalidRequest)]
    [InlineData(401, FailureKind.Unauthorized)]
    [InlineData(403, FailureKind.Unauthorized)]
    [InlineData(404, FailureKind.ModelNotFound)]
    [InlineData(413, FailureKind.ContextTooLong)]
    [InlineData(429, FailureKind.RateLimited)]
    [InlineData(502, FailureKind.Unavailable)]
    public void WithoutAReadableBody_TheStatusDecides(int status, FailureKind expected)
    {
        using HttpResponseMessage response = new();
        foreach (string body in new[] { "", "<html>oops</html>", "{\"message\":", "[1]", "null", """{"message":5}""", """{"originalStatusCode":"x"}""", """{"message":""}""" })
        {
            ProviderFailure failure = Adapter.ReadError(status, response.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
            Assert.Equal(expected, failure.Kind);
            Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WrongPath_IsNamed()
    {
        using HttpResponseMessage response = new();
        ProviderFailure failure = Adapter.ReadError(
            404, response.Headers, """{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"""u8, DateTimeOffset.UnixEpoch);
        Assert.Equal((FailureKind.InvalidRequest, "UnknownOperationException"), (failure.Kind, failure.Code));
    }

    [Fact]
    public void NumbersAndPeriods_AreReadAsOfOtherProviders()
    {
        using HttpResponseMessage response = new();
        ProviderFailure failure = Adapter.ReadError(
            400,
            response.Headers,
            """{"message":"The model returned the following errors: prompt is too long: 210000 tokens > 200000 maximum","__type":"ValidationException"}"""u8,
            DateTimeOffset.UnixEpoch);
        Assert.Equal((200_000, 210_000), (failure.ContextLimit, failure.RequestedTokens));
        Assert.StartsWith("The input is longer than the model accepts: ", failure.Message, StringComparison.Ordinal);
        failure = Adapter.ReadError(
            429, response.Headers, """{"message":"Too many requests per minute, try again in 7s","__type":"ThrottlingException"}"""u8, DateTimeOffset.UnixEpoch);
        Assert.Equal((FailureKind.RateLimited, QuotaPeriod.Minute, TimeSpan.FromSeconds(7)),
            (failure.Kind, failure.QuotaPeriod, failure.RetryAfter));
    }
}
