using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicErrorTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(529, "overloaded_error", "Overloaded", FailureKind.Unavailable)]
    [InlineData(500, "api_error", "Internal server error", FailureKind.Unavailable)]
    [InlineData(504, "timeout_error", "Timed out", FailureKind.Unavailable)]
    [InlineData(429, "rate_limit_error", "This request would exceed your organization's rate limit", FailureKind.RateLimited)]
    [InlineData(402, "billing_error", "Payment required", FailureKind.QuotaExhausted)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", FailureKind.QuotaExhausted)]
    [InlineData(400, "invalid_request_error", "You have reached your specified API usage limits.", FailureKind.QuotaExhausted)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 1250001 tokens > 1000000 maximum", FailureKind.ContextTooLong)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
        FailureKind.ContextTooLong)]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size", FailureKind.ContextTooLong)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", FailureKind.ContentRefused)]
    [InlineData(400, "invalid_request_error", "This model does not support image input.", FailureKind.Unsupported)]
    [InlineData(400, "invalid_request_error", "temperature: range: 0..1", FailureKind.InvalidRequest)]
    [InlineData(401, "authentication_error", "invalid x-api-key", FailureKind.Unauthorized)]
    [InlineData(403, "permission_error", "Your API key may not use this", FailureKind.Unauthorized)]
    [InlineData(404, "not_found_error", "model: claude-none", FailureKind.ModelNotFound)]
    [InlineData(404, "not_found_error", "File not found: file_1", FailureKind.InvalidRequest)]
    [InlineData(400, "novel_error", "odd", FailureKind.InvalidRequest)]
    public void TypesAndWords_AreClassified(int status, string type, string message, FailureKind expected)
    {
        ProviderFailure failure = Read(status, $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"},"request_id":"req_1"}""");
        Assert.Equal((expected, status, type, "req_1"), (failure.Kind, failure.StatusCode, failure.Code, failure.ProviderRequestId));
        Assert.EndsWith(": " + message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408, FailureKind.Unavailable)]
    [InlineData(409, FailureKind.Unavailable)]
    [InlineData(425, FailureKind.Unavailable)]
    [InlineData(429, FailureKind.RateLimited)]
    [InlineData(401, FailureKind.Unauthorized)]
    [InlineData(403, FailureKind.Unauthorized)]
    [InlineData(404, FailureKind.ModelNotFound)]
    [InlineData(413, FailureKind.ContextTooLong)]
    [InlineData(422, FailureKind.InvalidRequest)]
    [InlineData(502, FailureKind.Unavailable)]
    [InlineData(529, FailureKind.Unavailable)]
    public void WithoutAReadableBody_TheStatusDecides(int status, FailureKind expected)
    {
        foreach (string body in new[] { "", "<html>oops</html>", "{\"error\":", "[1]", "null", """{"error":5}""", """{"error":{"type":1,"message":{}}}""" })
        {
            ProviderFailure failure = Read(status, body);
            Assert.Equal(expected, failure.Kind);
            Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EnforcedSpendLimit_IsMoneyNotThrottling()
    {
        ProviderFailure failure = Read(429, """{"type":"error","error":{"type":"rate_limit_error","message":"Limit","details":{"error_code":"enforced_spend_limit_reached"}}}""");
        Assert.Equal((FailureKind.QuotaExhausted, "enforced_spend_limit_reached"), (failure.Kind, failure.Code));
    }

    [Fact]
    public void RetryAfter_ComesFromTheHeadersElseFromTheWords()
    {
        Assert.Equal(TimeSpan.FromSeconds(12), Read(429, "{}", ("retry-after", "12")).RetryAfter);
        Assert.Equal("req_h", Read(500, "{}", ("request-id", "req_h")).ProviderRequestId);
        ProviderFailure limit = Read(400, """{"error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-07-01 at 00:00 UTC."}}""");
        Assert.Equal(TimeSpan.FromDays(1), limit.RetryAfter);
    }

    [Fact]
    public void Keys_AreMasked()
    {
        string message = Read(401, """{"error":{"type":"authentication_error","message":"bad sk-ant-api03-abc_DEF-123, Bearer abcdef.ghi and AIzaSyA1234567890"}}""").Message;
        Assert.Equal("Anthropic refused the key: bad [key], Bearer [key] and [key]", message);
    }

    [Theory]
    [InlineData("overloaded_error", FailureKind.Unavailable)]
    [InlineData("rate_limit_error", FailureKind.RateLimited)]
    [InlineData("api_error", FailureKind.Unavailable)]
    [InlineData("novel_error", FailureKind.Unavailable)]
    public async Task ErrorEvent_Throws(string type, FailureKind expected)
    {
        string text = AnthropicStreamText.Start + AnthropicStreamText.Event("error", $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"m"}}""");
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Equal((expected, type), (exception.Kind, exception.ErrorCode));
    }

    [Fact]
    public void ErrorInASuccessfulAnswer_Throws() =>
        Assert.Equal(FailureKind.Unavailable, Assert.Throws<ProviderException>(() =>
            AnthropicProtocol.Instance.ReadResponse("""{"type":"error","error":{"type":"overloaded_error","message":"m"}}"""u8, ProtocolHarness.Call([]))).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"content":5}""")]
    [InlineData("""{"content":[5]}""")]
    [InlineData("""{"content":[{"type":"text","text":5}]}""")]
    [InlineData("""{"content":[{"type":7}]}""")]
    [InlineData("""{"content":[{"type":"tool_use","id":"x"}]}""")]
    [InlineData("""{"content":[],"usage":{"input_tokens":"many"}}""")]
    [InlineData("""{"content":[],"usage":{"input_tokens":"1"}}""")]
    [InlineData("""{"content":[],"usage":{"input_tokens":9223372036854775807,"cache_read_input_tokens":1}}""")]
    [InlineData("""{"content":[],"stop_reason":{}}""")]
    [InlineData("""{"id":1,"content":[]}""")]
    [InlineData("""{"content":[]} x""")]
    public void MalformedAnswer_IsMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() =>
            AnthropicProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([]))).Kind);

    [Theory]
    [InlineData("message_start", "{}")]
    [InlineData("message_start", """{"message":[]}""")]
    [InlineData("content_block_start", """{"index":0}""")]
    [InlineData("content_block_start", """{"index":"0","content_block":{}}""")]
    [InlineData("content_block_start", """{"index":0,"content_block":"text"}""")]
    [InlineData("content_block_delta", "{}")]
    [InlineData("content_block_delta", """{"delta":{"type":"text_delta","text":1}}""")]
    [InlineData("content_block_delta", """{"delta":{"type":"input_json_delta","partial_json":"{}"}}""")]
    [InlineData("content_block_delta", """{"delta":{"type":"input_json_delta","partial_json":{}}}""")]
    [InlineData("content_block_delta", """{"delta":{"type":"thinking_delta","thinking":"x"},"index":3}""")]
    [InlineData("content_block_delta", """{"delta":{"type":"citations_delta","citation":5}}""")]
    [InlineData("content_block_delta", "oops")]
    [InlineData("content_block_stop", """{"index":[]}""")]
    [InlineData("message_delta", """{"delta":5}""")]
    [InlineData("message_delta", """{"delta":{"stop_reason":5}}""")]
    [InlineData("message_stop", """{"type":"message_stop"}""")]
    [InlineData("", "oops")]
    public void MalformedEvent_IsMalformed(string type, string data)
    {
        IChatStreamReader reader = AnthropicProtocol.Instance.CreateStreamReader(ProtocolHarness.Call([]));
        List<ChatResponseUpdate> updates = [];
        Assert.Equal(FailureKind.Malformed,
            Assert.Throws<ProviderException>(() => reader.Read(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(data), updates)).Kind);
        Assert.False(reader.IsComplete);
        Assert.Empty(updates);
    }

    private static ProviderFailure Read(int status, string body, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage message = new();
        HttpResponseHeaders collection = message.Headers;
        foreach ((string name, string value) in headers)
        {
            collection.TryAddWithoutValidation(name, value);
        }

        return AnthropicProtocol.Instance.ReadError(status, collection, Encoding.UTF8.GetBytes(body), Now);
    }
}
