using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Mistral;

namespace ModelGateway.Tests.Protocols.Errors;

public sealed class ErrorShapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, """{"message":"Input is too long for requested model."}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"__type":"ThrottlingException","message":"Too many tokens, please wait before trying again."}""", FailureKind.RateLimited)]
    [InlineData(429, """{"message":"Too many tokens, please wait before trying again."}""", FailureKind.RateLimited)]
    [InlineData(403, """{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}""", FailureKind.Unauthorized)]
    [InlineData(424, """{"message":"The model failed"}""", FailureKind.Unavailable)]
    [InlineData(404, """{"error":"model 'llama9' not found"}""", FailureKind.ModelNotFound)]
    [InlineData(400, """{"error":"registry.ollama.ai/library/gemma:2b does not support tools"}""", FailureKind.Unsupported)]
    [InlineData(400, """{"error":"prompt exceeded max context length by 12 tokens"}""", FailureKind.ContextTooLong)]
    [InlineData(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""", FailureKind.Unauthorized)]
    [InlineData(404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", FailureKind.ModelNotFound)]
    [InlineData(400, """{"error":{"code":"OperationNotSupported","message":"The chatCompletion operation does not work with the specified model"}}""", FailureKind.Unsupported)]
    [InlineData(403, """{"error":{"message":"Your chosen model requires moderation","code":403,"metadata":{"reasons":["violence"],"flagged_input":"x"}}}""", FailureKind.ContentRefused)]
    [InlineData(502, """{"error":{"message":"Provider returned error","code":502,"metadata":{"error_type":"provider_overloaded"}}}""", FailureKind.Unavailable)]
    [InlineData(400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"This model's maximum context length is 10 tokens\"}}"}}}""", FailureKind.ContextTooLong)]
    [InlineData(403, """{"code":"The caller does not have permission to execute the specified operation","error":"Your newly created team doesn't have any credits yet."}""", FailureKind.QuotaExhausted)]
    [InlineData(403, """{"code":"forbidden","error":"Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO"}""", FailureKind.ContentRefused)]
    [InlineData(402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}}""", FailureKind.QuotaExhausted)]
    [InlineData(400, """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","code":"invalid_request_error"}}""", FailureKind.ContentRefused)]
    [InlineData(400, """{"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content."}}""", FailureKind.ContentRefused)]
    [InlineData(400, """{"message":"too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 8000"}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"error":{"code":"context_length_exceeded","message":"Please reduce the length of the messages or completion."}}""", FailureKind.ContextTooLong)]
    [InlineData(498, """{"error":{"message":"Flex tier capacity exceeded","code":"capacity_exceeded"}}""", FailureKind.Unavailable)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FailureKind.Unavailable)]
    [InlineData(401, """{"detail":"Invalid API Key"}""", FailureKind.Unauthorized)]
    [InlineData(422, """{"object":"error","message":{"detail":[{"type":"missing","loc":["body","model"]}]},"type":"invalid_request_error","code":null}""", FailureKind.InvalidRequest)]
    [InlineData(429, """{"object":"error","message":"Requests rate limit exceeded","type":"rate_limited","code":"1300","raw_status_code":429}""", FailureKind.RateLimited)]
    [InlineData(503, """{"object":"error","message":"Service tier capacity exceeded for this model.","type":"service_tier_capacity_exceeded","code":"3505"}""", FailureKind.Unavailable)]
    public void Bodies_WithGapsAreRead(int status, string body, FailureKind expected) =>
        Assert.Equal(expected, ErrorReader.Read(status, Encoding.UTF8.GetBytes(body)).Kind);

    [Theory]
    [InlineData("""{"error":{"message":"Rate limit reached for gpt-x on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s."}}""", QuotaPeriod.Day, 432.0)]
    [InlineData("""{"error":{"message":"Rate limit reached on tokens per min (TPM): Limit 1, Used 1. Please try again in 86ms."}}""", QuotaPeriod.Minute, 0.086)]
    [InlineData("""{"error":{"message":"Requests have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 26 seconds."}}""", null, 26.0)]
    [InlineData("""{"error":{"message":"Rate limit exceeded: free-models-per-day","code":429}}""", QuotaPeriod.Day, null)]
    [InlineData("""{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed the rate limit of 50 requests per minute."}}""", QuotaPeriod.Minute, null)]
    [InlineData("""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"q","details":[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"},{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"retryDelay":"48s"}]}}""", QuotaPeriod.Day, 48.0)]
    public void Rates_TellThePeriodAndTheWait(string body, QuotaPeriod? period, double? seconds)
    {
        ProviderFailure failure = ErrorReader.Read(429, Encoding.UTF8.GetBytes(body));
        Assert.Equal((FailureKind.RateLimited, period, seconds), (failure.Kind, failure.QuotaPeriod, failure.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public void QuotaOfTokens_IsTold()
    {
        ProviderFailure failure = ErrorReader.Read(429, """
            {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"q","details":[{"violations":[
              {"quotaMetric":"generativelanguage.googleapis.com/generate_content_paid_tier_input_token_count","quotaId":"GenerateContentPaidTierInputTokensPerModelPerMinute","quotaValue":"1000000"}]}]}}
            """u8);
        Assert.Equal((1_000_000L, QuotaPeriod.Minute), (failure.TokenQuota, failure.QuotaPeriod));
    }

    [Fact]
    public void RequestBeyondItsRate_HasNumbers()
    {
        ProviderFailure failure = ErrorReader.Read(429, """{"error":{"message":"Request too large for gpt-x on tokens per min (TPM): Limit 30000, Requested 40,000.","code":"rate_limit_exceeded"}}"""u8);
        Assert.Equal((FailureKind.Unsupported, 30_000L, 40_000L), (failure.Kind, failure.ContextLimit, failure.RequestedTokens));
    }

    [Fact]
    public void Exceptions_ShowTheFacts()
    {
        ProviderException exception = new(ErrorReader.Read(400, """{"error":{"message":"prompt is too long: 12 tokens > 10 maximum"}}"""u8));
        Assert.Equal((10L, 12L, null), (exception.ContextLimit, exception.RequestedTokens, exception.QuotaPeriod));
    }

    [Fact]
    public void LongMessages_AreShortenedAndNamedServicesAreNamed()
    {
        using HttpResponseMessage response = new();
        string body = $$$"""{"error":{"type":"overloaded_error","message":"{{{new string('x', 5000)}}}"}}""";
        ProviderFailure failure = ErrorReader.Read(529, response.Headers, Encoding.UTF8.GetBytes(body), Now, "Acme");
        Assert.StartsWith("Acme is overloaded: xxx", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 1000, 1100);
    }

    /// <summary>Errors within streams of Mistral and Cohere, whose own forms have no status, or another field for it.</summary>
    [Fact]
    public void ErrorsWithinStreams_SayWhatOthersSay()
    {
        ProviderFailure failure = MistralErrors.Within(
            """{"object":"error","message":"Prompt contains 40000 tokens, too large for model with 32768 maximum context length","type":"invalid_request_prompt","code":"3051","raw_status_code":400}"""u8).Failure;
        Assert.Equal((FailureKind.ContextTooLong, null, "3051", 32_768, 40_000),
            (failure.Kind, failure.StatusCode, failure.Code, failure.ContextLimit, failure.RequestedTokens));
        failure = MistralErrors.Within("""{"object":"error","message":"Requests rate limit exceeded","type":"rate_limited","code":"1300","raw_status_code":429}"""u8).Failure;
        Assert.Equal((FailureKind.RateLimited, null), (failure.Kind, failure.StatusCode));
        failure = CohereErrors.Within(
            "too many tokens: total number of tokens in the prompt cannot exceed 4096 - received 4200. \"Try\" a shorter one.").Failure;
        Assert.Equal((FailureKind.ContextTooLong, 4096, 4200), (failure.Kind, failure.ContextLimit, failure.RequestedTokens));
    }
}
