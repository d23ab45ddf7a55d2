using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>Claude behind Vertex AI, through the whole gateway.</summary>
public sealed class VertexClaudeProtocolTests
{
    private const string Base = "https://us-east5-aiplatform.googleapis.com/v1/projects/my-project/locations/us-east5/publishers/";

    private const string Answer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Hello"}],
         "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":3}}
        """;

    private const string Events = """
        event: vertex_event
        data: {"type":"vertex_event"}

        event: message_start
        data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"c","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Theory]
    [InlineData("claude-sonnet-4-5@20250929", false, "anthropic/models/claude-sonnet-4-5@20250929:rawPredict")]
    [InlineData("claude-sonnet-4-5@20250929", true, "anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict")]
    [InlineData("publishers/anthropic/models/claude-opus-4-8", false, "anthropic/models/claude-opus-4-8:rawPredict")]
    public async Task Chat_IsAnsweredByClaude(string model, bool streaming, string path)
    {
        using StubHandler http = new((_, _) => Task.FromResult(streaming
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Events, Encoding.UTF8, "text/event-stream") }
            : StubHandler.Json(HttpStatusCode.OK, Answer)));
        using IChatClient gateway = Create(http);
        ChatOptions options = new() { ModelId = "vertex/" + model, MaxOutputTokens = 50 };

        ChatResponse response = streaming
            ? await gateway.GetStreamingResponseAsync("hi", options).ToChatResponseAsync()
            : await gateway.GetResponseAsync("hi", options);

        Assert.Equal(("Hello", 9L, 3L), (response.Text, response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        (Uri address, string headers, string body) = Assert.Single(http.Sent);
        Assert.Equal(Base + path, address.AbsoluteUri);
        Assert.Contains("Authorization: Bearer token", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("anthropic-version", headers, StringComparison.Ordinal);
        JsonElement sent = JsonElement.Parse(body);
        Assert.Equal("vertex-2023-10-16", sent.GetProperty("anthropic_version").GetString());
        Assert.False(sent.TryGetProperty("model", out _));
        Assert.Equal((50, streaming), (sent.GetProperty("max_tokens").GetInt32(), sent.TryGetProperty("stream", out _)));
    }

    [Fact]
    public async Task Request_NamesWhatVertexDoesNotTake()
    {
        using StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.OK, Answer)));
        using IChatClient gateway = Create(http);
        ChatOptions options = new ChatOptions { ModelId = "vertex/claude-opus-4-8" }
            .WithPromptCaching(CacheTtl.OneHour).WithServiceTier("priority");
        options.AdditionalProperties!["anthropic-beta"] = "context-1m-2025-08-07";
        options.AdditionalProperties["anthropic_version"] = "x";

        ChatResponse response = await gateway.GetResponseAsync("hi", options);

        JsonElement sent = JsonElement.Parse(http.Sent[0].Body);
        Assert.False(sent.TryGetProperty("cache_control", out _) || sent.TryGetProperty("service_tier", out _));
        Assert.Contains("anthropic-beta: context-1m-2025-08-07", http.Sent[0].Headers, StringComparison.Ordinal);
        string notes = string.Join(" ", response.GetReceipt()!.Notes);
        Assert.Contains("MarkCacheBreakpoint", notes, StringComparison.Ordinal);
        Assert.Contains("ServiceTier was not sent", notes, StringComparison.Ordinal);
        Assert.Contains("AdditionalProperties[\"anthropic_version\"] was not sent", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, """{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}""", FailureKind.RateLimited)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"bad"}}""", FailureKind.InvalidRequest)]
    [InlineData(404, """{"error":{"code":404,"message":"Publisher Model `x` was not found.","status":"NOT_FOUND"}}""", FailureKind.ModelNotFound)]
    [InlineData(403, """[{"error":{"code":403,"message":"Denied.","status":"PERMISSION_DENIED"}}]""", FailureKind.Unauthorized)]
    [InlineData(503, "<html>", FailureKind.Unavailable)]
    public void Error_IsReadInTheFormOfItsSender(int status, string body, FailureKind kind)
    {
        using HttpResponseMessage response = new();
        byte[] utf8 = Encoding.UTF8.GetBytes(body);
        Assert.Equal(kind, VertexClaudeProtocol.Instance.ReadError(status, response.Headers, utf8, DateTimeOffset.UnixEpoch).Kind);
    }

    [Theory]
    [InlineData(429, "RESOURCE_EXHAUSTED", FailureKind.RateLimited)]
    [InlineData(503, "UNAVAILABLE", FailureKind.Unavailable)]
    public async Task Stream_ThatReportsAnErrorOfGoogles_FailsWithIt(int code, string status, FailureKind kind)
    {
        string events = $$$"""
            data: {"error":{"code":{{{code}}},"message":"Wait for a while.","status":"{{{status}}}"}}


            """;
        using StubHandler http = new((_, _) => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(events, Encoding.UTF8, "text/event-stream") }));
        using IChatClient gateway = Create(http);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(
            () => gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "vertex/claude-opus-4-8" }).ToChatResponseAsync());

        Assert.Equal(kind, exception.Kind);
        Assert.Contains("Wait for a while.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://proxy.test/v1/projects/p/locations/l/publishers/google", 1)]
    [InlineData("https://proxy.test/own/path/", 0)]
    public async Task Address_IsOnlyLeftWhereThePublishersStand(string endpoint, int requests)
    {
        using StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.OK, Answer)));
        using TypedGateway gateway = new("VertexAI", http, provider => provider.Endpoint = new Uri(endpoint));

        Exception? exception = await gateway.AskAsync(new ChatOptions { ModelId = "p/claude-opus-4-8" });

        Assert.Equal(requests, http.Sent.Count);
        Assert.Equal(requests == 0, exception is ProviderException { Kind: FailureKind.Unsupported });
        Assert.All(http.Sent, static sent => Assert.EndsWith(
            "/v1/projects/p/locations/l/publishers/anthropic/models/claude-opus-4-8:rawPredict", sent.Address.AbsoluteUri,
            StringComparison.Ordinal));
    }

    private static IChatClient Create(StubHandler http) => GatewayChatClient.Create(g =>
    {
        g.AddVertexAI("my-project", "us-east5", static _ => ValueTask.FromResult("token"));
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
    });
}
