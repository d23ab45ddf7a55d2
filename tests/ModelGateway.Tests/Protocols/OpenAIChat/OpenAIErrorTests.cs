using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

public sealed class OpenAIErrorTests
{
    [Theory]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 8 tokens.","type":"invalid_request_error","code":"context_length_exceeded"}}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"too long","code":"too_many_prompt_tokens"}}""", FailureKind.ContextTooLong)]
    [InlineData(413, "", FailureKind.ContextTooLong)]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-abc***xyz.","code":"invalid_api_key"}}""", FailureKind.Unauthorized)]
    [InlineData(400, """{"code":"invalid-argument","error":"Incorrect API key provided: xa***f0."}""", FailureKind.Unauthorized)]
    [InlineData(403, """{"error":{"message":"Country not supported","code":"unsupported_country_region_territory"}}""", FailureKind.Unauthorized)]
    [InlineData(403, """{"error":{"message":"Flagged","code":403,"metadata":{"reasons":["violence"]}}}""", FailureKind.ContentRefused)]
    [InlineData(403, """{"error":{"message":"Project x does not have access to model y","code":"model_not_found"}}""", FailureKind.ModelNotFound)]
    [InlineData(404, """{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}""", FailureKind.ModelNotFound)]
    [InlineData(404, "<html>not here</html>", FailureKind.ModelNotFound)]
    [InlineData(429, """{"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}""", FailureKind.RateLimited)]
    [InlineData(429, """{"error":{"message":"Request too large for gpt-x on tokens per min (TPM): Limit 1, Requested 2","code":"rate_limit_exceeded"}}""", FailureKind.Unsupported)]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""", FailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"x","type":"insufficient_quota","code":"credit_balance_exhausted"}}""", FailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"x","code":"organization_spend_limit_exceeded"}}""", FailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"x","code":"project_spend_limit_exceeded"}}""", FailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"x","code":"organization_usage_limit_exceeded"}}""", FailureKind.QuotaExhausted)]
    [InlineData(402, "", FailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"x","code":"slow_down"}}""", FailureKind.Unavailable)]
    [InlineData(503, """{"error":{"message":"x","code":"server_is_overloaded"}}""", FailureKind.Unavailable)]
    [InlineData(400, """{"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", FailureKind.ContentRefused)]
    [InlineData(400, """{"error":{"message":"filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", FailureKind.ContentRefused)]
    [InlineData(400, """{"error":{"message":"Your prompt was flagged","code":"invalid_prompt"}}""", FailureKind.ContentRefused)]
    [InlineData(400, """{"error":{"message":"Unsupported parameter: 'max_tokens'","code":"unsupported_parameter","param":"max_tokens"}}""", FailureKind.Unsupported)]
    [InlineData(400, """{"error":{"message":"max_tokens is too large: 9. This model supports at most 4 completion tokens.","code":"invalid_value"}}""", FailureKind.Unsupported)]
    [InlineData(400, """{"error":{"message":"Missing field","type":"invalid_request_error"}}""", FailureKind.InvalidRequest)]
    [InlineData(422, """{"detail":[{"msg":"x"}]}""", FailureKind.InvalidRequest)]
    [InlineData(408, "", FailureKind.Unavailable)]
    [InlineData(409, "{}", FailureKind.Unavailable)]
    [InlineData(425, "", FailureKind.Unavailable)]
    [InlineData(499, "", FailureKind.Unavailable)]
    [InlineData(500, """{"error":{"message":"The server had an error","type":"server_error"}}""", FailureKind.Unavailable)]
    [InlineData(502, "<html><h1>502</h1></html>", FailureKind.Unavailable)]
    [InlineData(503, "upstream connect error", FailureKind.Unavailable)]
    [InlineData(529, "", FailureKind.Unavailable)]
    [InlineData(302, "", FailureKind.Unsupported)]
    [InlineData(400, """[{"error":{"message":"Invalid JSON payload","code":400}}]""", FailureKind.InvalidRequest)]
    public void Shapes_AreClassified(int status, string body, FailureKind kind)
    {
        ProviderFailure failure = Read(status, body);
        Assert.Equal(kind, failure.Kind);
        Assert.Equal(status, failure.StatusCode);
        Assert.NotEmpty(failure.Message);
        Assert.DoesNotContain("<html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_HoldsTheProvidersWordsAndNeverAKey()
    {
        ProviderFailure failure = Read(
            401, """{"error":{"message":"Bad key sk-proj-Abc_123-XYZ and AIzaSyA12345 in 'Bearer abc.def' for task-oriented use","code":"invalid_api_key"}}""");
        Assert.Equal("The provider refused the key: Bad key [key] and [key] in 'Bearer [key]' for task-oriented use", failure.Message);
        Assert.Equal("invalid_api_key", failure.Code);
        Assert.Contains("HTTP 502 (BadGateway)", Read(502, "<html>").Message, StringComparison.Ordinal);
        Assert.Contains("upstream", Read(503, "upstream reset").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Please try again in 20s.", 20.0)]
    [InlineData("Please try again in 1m30.5s.", 90.5)]
    [InlineData("Please try again in 250ms.", 0.25)]
    [InlineData("Please try again in 1h2m.", 3720.0)]
    [InlineData("Please try again later.", null)]
    public void Wait_IsReadFromTheWords(string message, double? seconds) =>
        Assert.Equal(seconds, Read(429, $$$"""{"error":{"message":"{{{message}}}"}}""").RetryAfter?.TotalSeconds);

    [Fact]
    public void Headers_TellTheWaitAndTheRequest()
    {
        using HttpResponseMessage response = new();
        response.Headers.Add("retry-after", "7");
        response.Headers.Add("x-request-id", "req_1");
        ProviderFailure failure = OpenAIChatProtocol.Instance.ReadError(
            429, response.Headers, """{"error":{"message":"try again in 3s"}}"""u8, DateTimeOffset.UnixEpoch);
        Assert.Equal((TimeSpan.FromSeconds(7), "req_1"), (failure.RetryAfter, failure.ProviderRequestId));
    }

    [Fact]
    public void OddBodies_NeverThrow()
    {
        foreach (string body in (string[])["null", "3", "\"x\"", "[]", "[[]]", "{\"error\":3}",
            "{\"error\":{\"message\":{\"a\":1},\"code\":[1]}}", "\0\0", "{\"error\":"])
        {
            Assert.NotEqual(FailureKind.Unknown, Read(500, body).Kind);
        }

        using HttpResponseMessage response = new();
        Assert.Equal(FailureKind.Unavailable, OpenAIChatProtocol.Instance.ReadError(500, response.Headers, [0xFF, 0xFE], default).Kind);
    }

    private static ProviderFailure Read(int status, string body)
    {
        using HttpResponseMessage response = new();
        return OpenAIChatProtocol.Instance.ReadError(status, response.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
    }
}
