using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Mistral;

#pragma warning disable MEAI001 // Audio counts.

public sealed class MistralAnswerTests
{
    private const string Stream =
        """
        data: {"id":"m1","object":"chat.completion.chunk","created":1700000000,"model":"magistral","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Let "}]}]},"finish_reason":null}],"p":"abc"}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"me see"}],"closed":true}]}}]}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"content":"Grüße 😀"}}]}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"content":[{"type":"reference","reference_ids":[3,"x"]}]}}]}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"tool_calls":[{"id":"AbCdEfGh1","function":{"name":"f","arguments":"{\"x\":"},"index":0}]}}]}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"tool_calls":[{"id":"null","function":{"name":"","arguments":"1}"},"index":0},{"id":"AbCdEfGh2","function":{"name":"g","arguments":"{}"},"index":1}]}}]}

        data: {"id":"m1","model":"magistral","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"num_cached_tokens":4}}

        data: [DONE]


        """;

    [Fact]
    public async Task Stream_IsReadInOrderAtEverySplit()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Stream);
        List<ChatResponseUpdate> whole = await ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance, new MemoryStream(bytes));
        string described = ProtocolHarness.Describe(whole);
        for (int at = 1; at < bytes.Length; at += 7)
        {
            Assert.Equal(described,
                ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance, ChunkedStream.Split(bytes, at))));
        }

        ChatResponse response = whole.ToChatResponse();
        IList<AIContent> contents = response.Messages[0].Contents;
        TextReasoningContent thought = Assert.IsType<TextReasoningContent>(contents[0]);
        Assert.Equal("Let me see", thought.Text);
        Assert.True(ContentOrigin.IsFrom(thought, MistralProtocol.ProtocolName));
        Assert.Equal("Grüße 😀", response.Text);
        CitationAnnotation[] citations = [.. contents.OfType<TextContent>().SelectMany(static text => text.Annotations ?? [])
            .Cast<CitationAnnotation>()];
        Assert.Equal([3L, "x"], citations.Select(static citation => citation.AdditionalProperties!["reference_id"]));
        Assert.Equal(["AbCdEfGh1", "AbCdEfGh2"], contents.OfType<FunctionCallContent>().Select(static call => call.CallId));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal((9, 4, 3, 12), (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount,
            response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));

        ChatCall deltas = new() { Messages = [], ModelId = "m", Streaming = true, StreamToolCallDeltas = true, AttemptId = "t1" };
        List<ChatResponseUpdate> shown = await ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance, new MemoryStream(bytes), deltas);
        ToolCallDeltas.AssertMatch(shown, response);
        Assert.Equal(
            ["{\"x\":", "1}", "{}"], shown.SelectMany(static update => update.Contents).OfType<ToolCallDeltaContent>()
                .Select(static delta => delta.ArgumentsDelta));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":11,"completion_tokens":15,"total_tokens":401,"prompt_audio_seconds":5,"prompt_tokens_details":{"audio_tokens":375,"cached_tokens":9}}""", 386, 9, 15, 375)]
    [InlineData("""{"prompt_tokens":386,"completion_tokens":15,"total_tokens":401,"prompt_token_details":{"audio_tokens":375,"cached_tokens":9}}""", 386, 9, 15, 375)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,"num_cached_tokens":3,"prompt_tokens_details":null,"prompt_token_details":null}""", 5, 3, 2, null)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":2}""", 5, null, 2, null)]
    public void Usage_AddsUpToTheTotal(string usage, long input, int? cached, long output, int? audio)
    {
        ChatResponse response = Read($$"""{"id":"m","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],"usage":{{usage}}}""");
        Assert.Equal((input, (long?)cached, output, (long?)audio), (response.Usage!.InputTokenCount!.Value,
            response.Usage.CachedInputTokenCount, response.Usage.OutputTokenCount!.Value, response.Usage.InputAudioTokenCount));
        Assert.Equal(usage.Contains("audio_seconds", StringComparison.Ordinal) ? 5 : null,
            response.Usage.AdditionalCounts?[UsageCounts.InputAudioSeconds]);
        Assert.Equal(input + output, TokenUsage.From(response.Usage).TotalTokens);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("model_length", "length")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("something_new", "something_new")]
    public void FinishReasons_AreRead(string wire, string expected) => Assert.Equal(
        expected, Read($$"""{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"{{wire}}"}]}""").FinishReason?.Value);

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"error"}]}""", FailureKind.Unavailable)]
    [InlineData("""{"object":"error","message":"Service unavailable.","type":"unreachable_backend","code":"1100","raw_status_code":503}""", FailureKind.Unavailable)]
    [InlineData("""{"object":"error","message":"Rate limit exceeded","type":"rate_limited","code":"1300","raw_status_code":429}""", FailureKind.RateLimited)]
    [InlineData("""{"object":"error","message":"Invalid model: x","type":"invalid_model","param":null,"code":"1500","raw_status_code":400}""", FailureKind.ModelNotFound)]
    [InlineData("""{"choices":[]}""", FailureKind.Malformed)]
    [InlineData("""{"choices":[{"index":0,"message":{"content":7}}]}""", FailureKind.Malformed)]
    [InlineData("""{"choices":[{"index":0,"message":{"tool_calls":[{"function":{"arguments":7}}]}}]}""", FailureKind.Malformed)]
    [InlineData("""{"choices":[{"index":0,"message":{"content":[{"type":"thinking","thinking":7}]}}]}""", FailureKind.Malformed)]
    [InlineData("""{"choices":[{"index":"zero","message":{}}]}""", FailureKind.Malformed)]
    [InlineData("""{"choices":[{"index":0,"message":{}}]} {}""", FailureKind.Malformed)]
    [InlineData("[]", FailureKind.Malformed)]
    [InlineData("", FailureKind.Malformed)]
    public void WhatIsNoAnswer_IsAFailure(string body, FailureKind kind) =>
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => Read(body)).Failure.Kind);

    [Theory]
    [InlineData(401, """{"detail":"Invalid API Key"}""", FailureKind.Unauthorized)]
    [InlineData(429, """{"object":"error","message":"Rate limit exceeded","type":"rate_limited","param":null,"code":"1300"}""", FailureKind.RateLimited)]
    [InlineData(400, """{"object":"error","message":"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length","type":"invalid_request_prompt","code":"3051"}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"object":"error","message":"Invalid model: x","type":"invalid_model","code":"1500","raw_status_code":400}""", FailureKind.ModelNotFound)]
    [InlineData(403, """{"object":"error","message":"The request was blocked by a guardrail.","type":"guardrail_blocked"}""", FailureKind.ContentRefused)]
    [InlineData(422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error"}""", FailureKind.InvalidRequest)]
    [InlineData(503, """{"object":"error","message":"Service unavailable.","type":"unreachable_backend","code":"1100"}""", FailureKind.Unavailable)]
    public void Errors_AreClassified(int status, string body, FailureKind kind)
    {
        using HttpResponseMessage message = new();
        message.Headers.Add("mistral-correlation-id", "c-1");
        message.Headers.Add("retry-after", "3");
        ProviderFailure failure = MistralProtocol.Instance.ReadError(status, message.Headers, Encoding.UTF8.GetBytes(body),
            DateTimeOffset.UnixEpoch);
        Assert.Equal((kind, "c-1", TimeSpan.FromSeconds(3)), (failure.Kind, failure.ProviderRequestId, failure.RetryAfter));
    }

    [Fact]
    public void IdThatIsNotGiven_IsMinted()
    {
        ChatResponse response = Read("""{"choices":[{"index":0,"message":{"tool_calls":[{"function":{"name":"f","arguments":{"x":1}}},{"id":"null","function":{"name":"g","arguments":"{"}}]},"finish_reason":"length"}]}""");
        FunctionCallContent[] calls = [.. response.Messages[0].Contents.Cast<FunctionCallContent>()];
        Assert.Equal([ToolCallIds.Mint("t1", 0), ToolCallIds.Mint("t1", 1)], calls.Select(static call => call.CallId));
        Assert.Equal("1", calls[0].Arguments!["x"]!.ToString());
        Assert.NotNull(calls[1].Exception);
        Assert.Equal("t1", response.Messages[0].MessageId);
    }

    [Fact]
    public async Task StreamWithoutItsEnd_IsTruncated() => await Assert.ThrowsAsync<StreamTruncatedException>(
        () => ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance,
            new MemoryStream(
            Encoding.UTF8.GetBytes(Stream[..Stream.IndexOf("\"finish_reason\":\"tool_calls\"", StringComparison.Ordinal)]))));

    private static ChatResponse Read(string body) =>
        MistralProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([new(ChatRole.User, "hi")]));
}
