using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

#pragma warning disable MEAI001 // Audio counts.

public sealed class OpenAIResponseTests
{
    private static readonly ChatMessage[] Hi = [new(ChatRole.User, "hi")];

    private const string Everything =
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-5-mini-2026","unknown":{"a":[1]},"choices":[
          {"index":1,"message":{"role":"assistant","content":"other"},"finish_reason":"length"},
          {"finish_reason":"stop","message":{"role":"assistant","content":"See [1].","refusal":null,"reasoning_content":"hm","reasoning":"hm",
            "annotations":[{"type":"url_citation","url_citation":{"start_index":4,"end_index":7,"title":"T","url":"https://example.com/x"}}]},
           "index":0,"logprobs":null}],
         "service_tier":"flex",
         "usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
           "prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10,"audio_tokens":3,"text_tokens":90,"image_tokens":7},
           "completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":4,"text_tokens":26,"accepted_prediction_tokens":2,"rejected_prediction_tokens":1}}}
        """;

    [Fact]
    public void Answer_IsReadWithItsIdentityAndText()
    {
        ChatResponse response = Read(Everything);
        Assert.Equal(("chatcmpl-1", "gpt-5-mini-2026"), (response.ResponseId, response.ModelId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), response.CreatedAt);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("flex", response.AdditionalProperties!["service_tier"]);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal(("chatcmpl-1", ChatRole.Assistant), (message.MessageId, message.Role));
        Assert.Equal("hm", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        Assert.Equal("See [1].", Assert.IsType<TextContent>(message.Contents[1]).Text);
        Assert.Null(response.RawRepresentation);
    }

    [Fact]
    public void Answer_IsReadWithItsCitations()
    {
        TextContent text = Assert.IsType<TextContent>(Read(Everything).Messages[0].Contents[1]);
        CitationAnnotation citation = Assert.IsType<CitationAnnotation>(Assert.Single(text.Annotations!));
        Assert.Equal(("T", "https://example.com/x"), (citation.Title, citation.Url!.ToString()));
        TextSpanAnnotatedRegion region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citation.AnnotatedRegions!));
        Assert.Equal((4, 7), (region.StartIndex, region.EndIndex));
    }

    [Fact]
    public void Answer_IsReadWithItsUsage()
    {
        UsageDetails usage = Read(Everything).Usage!;
        Assert.Equal((100, 50, 150), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal((60, 20, 3, 90),
            (usage.CachedInputTokenCount, usage.ReasoningTokenCount, usage.InputAudioTokenCount, usage.InputTextTokenCount));
        Assert.Equal((4, 26), (usage.OutputAudioTokenCount, usage.OutputTextTokenCount));
        Assert.Equal(10, usage.AdditionalCounts![UsageCounts.CacheWrite]);
        Assert.Equal(7, usage.AdditionalCounts![UsageCounts.InputImage]);
        Assert.Equal(2, usage.AdditionalCounts![UsageCounts.AcceptedPrediction]);
        Assert.Equal(1, usage.AdditionalCounts![UsageCounts.RejectedPrediction]);
        Assert.Equal(new TokenUsage(20, 60, 10, 26, 20) { AudioInputTokens = 3, ImageInputTokens = 7, AudioOutputTokens = 4 },
            TokenUsage.From(usage));
    }

    [Fact]
    public void ToolCalls_AreReadAndGoBackAsTheyCame()
    {
        ChatResponse response = Read(
            """
            {"id":"x","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[
              {"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\": 1.50, \"b\":\"\\u00e9\"}"}},
              {"id":"call_2","type":"function","function":{"name":"g","arguments":{"c":[]}}},
              {"type":"function","function":{"name":"h","arguments":""}},
              {"id":"call_4","type":"function","function":{"name":"k","arguments":"{\"cut"}}]}}]}
            """);
        List<FunctionCallContent> calls = [.. response.Messages[0].Contents.Cast<FunctionCallContent>()];
        Assert.Equal(["call_1", "call_2", "mgcall_t1_2", "call_4"], calls.Select(static call => call.CallId));
        Assert.Equal(["f", "g", "h", "k"], calls.Select(static call => call.Name));
        Assert.NotNull(calls[3].Exception);
        JsonElement written = OpenAIRequestTests.Write(response.Messages.ToList()).GetProperty("messages")[0].GetProperty("tool_calls");
        Assert.Equal("""{"a":1.50,"b":"\u00e9"}""", written[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("""{"c":[]}""", written[1].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("mgcall_t1_2", written[2].GetProperty("id").GetString());
    }

    [Fact]
    public void Refusal_IsAnErrorContentAndAFilter()
    {
        ChatResponse response = Read(
            """{"choices":[{"index":0,"message":{"content":null,"refusal":"I can't é."},"finish_reason":"stop"}]}""");
        ErrorContent refusal = Assert.IsType<ErrorContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("I can't é.", "Refusal"), (refusal.Message, refusal.ErrorCode));
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Equal("t1", response.Messages[0].MessageId);
    }

    [Fact]
    public void SpokenAnswer_IsTranscriptAndSound()
    {
        ChatResponse response = Read(
            """{"choices":[{"index":0,"message":{"content":null,"audio":{"id":"a","data":"AQID","transcript":"Hello","expires_at":1}},"finish_reason":"stop"}]}""",
            new() { AdditionalProperties = new() { ["audio"] = new Dictionary<string, object?> { ["format"] = "mp3" } } });
        Assert.Equal("Hello", response.Text);
        DataContent sound = Assert.IsType<DataContent>(response.Messages[0].Contents[1]);
        Assert.Equal("audio/mpeg", sound.MediaType);
        Assert.Equal([1, 2, 3], sound.Data.ToArray());
    }

    [Theory]
    [InlineData("error")]
    [InlineData("insufficient_system_resource")]
    public void AnswerThatEndsByAFailure_IsNone(string reason)
    {
        ProviderException exception = Assert.Throws<ProviderException>(
            () => Read($$"""{"choices":[{"index":0,"message":{"content":"half of"},"finish_reason":"{{reason}}"}]}"""));
        Assert.Equal(FailureKind.Unavailable, exception.Kind);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("eos", "stop")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("model_length", "length")]
    [InlineData("repetition", "repetition")]
    public void FinishReasons_AreKnownOrKept(string sent, string expected) =>
        Assert.Equal(
            new ChatFinishReason(expected),
            Read($$"""{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"{{sent}}"}]}""").FinishReason);

    [Fact]
    public void RawJson_IsKeptWhereAskedFor()
    {
        byte[] body = """{"id":"x","choices":[{"index":0,"message":{"content":"x"}}],"extra":1}"""u8.ToArray();
        ChatCall call = new() { Messages = Hi, ModelId = "m", AttemptId = "t1", CaptureRaw = true };
        ChatResponse response = OpenAIChatProtocol.Instance.ReadResponse(body, call);
        body.AsSpan().Clear();
        Assert.Equal(1, Assert.IsType<JsonElement>(response.RawRepresentation).GetProperty("extra").GetInt32());
    }

    [Theory]
    [InlineData("""{"error":{"message":"Provider returned error","code":429}}""", FailureKind.RateLimited)]
    [InlineData("""{"error":{"message":"This model's maximum context length is 10 tokens","code":400},"choices":[]}""", FailureKind.ContextTooLong)]
    [InlineData("""{"error":{"message":"boom","type":"server_error"}}""", FailureKind.Unavailable)]
    [InlineData("""{"error":"boom"}""", FailureKind.Unavailable)]
    public void ErrorWithAGoodStatus_IsAnError(string body, FailureKind kind) =>
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => Read(body)).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":{}}""")]
    [InlineData("""{"choices":[3]}""")]
    [InlineData("""{"choices":[{"message":"x"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":3}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":{}}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"index":"x"}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":3}}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"refusal":[]}}]}""")]
    [InlineData("""{"choices":[{"message":{"audio":{"data":"!!"}}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"},"finish_reason":7}]}""")]
    [InlineData("""{"id":7,"choices":[{"message":{"content":"x"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"}}],"usage":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":"7"}}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"}}]} trailing""")]
    [InlineData("""{"choices":[{"message":{"content":"x"}}""")]
    [InlineData("<html>")]
    public void WhatTheProtocolDoesNotAllow_IsMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body)).Kind);

    [Fact]
    public void InvalidUtf8_IsMalformed()
    {
        byte[] body = [.. """{"choices":[{"message":{"content":"x"""u8, 0xFF, .. "\"}}]}"u8];
        ProviderException exception = Assert.Throws<ProviderException>(() =>
            OpenAIChatProtocol.Instance.ReadResponse(body, ProtocolHarness.Call(Hi)));
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    internal static ChatResponse Read(string body, ChatOptions? options = null) =>
        OpenAIChatProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call(Hi, options));
}
