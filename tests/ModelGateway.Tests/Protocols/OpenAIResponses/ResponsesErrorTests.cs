using System.Net.Http.Headers;
using System.Text;
using ModelGateway.Failures;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

public sealed class ResponsesErrorTests
{
    [Theory]
    [InlineData(400, """{"error":{"code":"model_not_found","message":"The requested model 'x' does not exist.","param":"model","type":"invalid_request_error"}}""", FailureKind.ModelNotFound)]
    [InlineData(400, """{"code":"invalid-argument","error":"Model not found: grok-x"}""", FailureKind.ModelNotFound)]
    [InlineData(400, """{"code":"invalid-argument","error":"Incorrect API key provided. You can obtain an API key from https://console.x.ai."}""", FailureKind.Unauthorized)]
    [InlineData(401, """{"detail":"Could not parse your authentication token. Please try signing in again."}""", FailureKind.Unauthorized)]
    [InlineData(401, """{"error":{"code":"invalid_api_key","message":"Incorrect API key provided","param":null,"type":"invalid_request_error"},"status":401}""", FailureKind.Unauthorized)]
    [InlineData(400, """{"error":{"code":"previous_response_not_found","message":"Previous response with id 'resp_1' not found.","param":"previous_response_id","type":"invalid_request_error"}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"code":null,"message":"Encrypted content is not supported with this model.","param":"include","type":"invalid_request_error"}}""", FailureKind.Unsupported)]
    [InlineData(400, """{"error":{"code":"invalid_encrypted_content","message":"The encrypted content for item rs_1 could not be verified.","type":"invalid_request_error"}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"code":"context_length_exceeded","message":"Your input exceeds the context window of this model.","type":"invalid_request_error"}}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"error":{"code":"unknown_parameter","message":"Unknown parameter: 'seed'.","type":"invalid_request_error"}}""", FailureKind.InvalidRequest)]
    [InlineData(404, """{"error":{"message":"Item with id 'rs_1' not found. Items are not persisted when `store` is set to false.","type":"invalid_request_error","param":"input","code":null}}""", FailureKind.InvalidRequest)]
    [InlineData(404, """{"error":{"message":"Response with id 'resp_1' not found.","type":"invalid_request_error","param":null,"code":null}}""", FailureKind.InvalidRequest)]
    [InlineData(404, """{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}""", FailureKind.ModelNotFound)]
    [InlineData(404, "", FailureKind.ModelNotFound)]
    [InlineData(429, """{"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}""", FailureKind.RateLimited)]
    [InlineData(429, """{"error":{"message":"x","type":"insufficient_quota","code":"insufficient_quota"}}""", FailureKind.QuotaExhausted)]
    [InlineData(503, """{"error":{"message":"x","code":"server_is_overloaded"}}""", FailureKind.Unavailable)]
    public void Shapes_AreClassified(int status, string body, FailureKind kind) => Assert.Equal(kind, Read(status, body).Kind);

    [Fact]
    public void RequestIdAndTheWait_AreRead()
    {
        ProviderFailure failure = Read(429, "{}", static headers =>
        {
            headers.Add("x-request-id", "req_1");
            headers.Add("retry-after-ms", "1500");
        });
        Assert.Equal("req_1", failure.ProviderRequestId);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), failure.RetryAfter);
    }

    internal static ProviderFailure Read(int status, string body, Action<HttpResponseHeaders>? set = null)
    {
        using HttpResponseMessage message = new();
        set?.Invoke(message.Headers);
        return Adapter.ReadError(status, message.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
    }
}
