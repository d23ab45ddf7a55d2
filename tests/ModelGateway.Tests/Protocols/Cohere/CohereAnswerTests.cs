using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Cohere;

public sealed class CohereAnswerTests
{
    private const string Stream =
        """
        event: message-start
        data: {"id":"i1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

        event: content-start
        data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

        event: content-delta
        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"It is "}}}}

        event: content-delta
        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"wärm."}}}}

        event: citation-start
        data: {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":6,"end":10,"text":"wärm","sources":[{"type":"document","id":"d1","document":{"id":"d1","title":"Weather","url":"https://x.test/","snippet":"25°"}},{"type":"tool","id":"t:0","tool_output":{"v":1}}],"type":"TEXT_CONTENT"}}}}

        event: citation-end
        data: {"type":"citation-end","index":0}

        event: content-end
        data: {"type":"content-end","index":0}

        event: tool-plan-delta
        data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I ask."}}}

        event: tool-call-start
        data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"f_1","type":"function","function":{"name":"f","arguments":""}}}}}

        event: tool-call-delta
        data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"x\":"}}}}}

        event: tool-call-delta
        data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"1}"}}}}}

        event: tool-call-end
        data: {"type":"tool-call-end","index":0}

        event: tool-call-start
        data: {"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"g_1","type":"function","function":{"name":"g","arguments":""}}}}}

        event: tool-call-end
        data: {"type":"tool-call-end","index":1}

        event: message-end
        data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":10,"output_tokens":4},"tokens":{"input_tokens":500,"output_tokens":9,"reasoning_tokens":6},"cached_tokens":480}}}

        data: [DONE]


        """;

    [Fact]
    public async Task Stream_IsTheSameAtEverySplit()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Stream);
        List<ChatResponseUpdate> whole = await ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance, new MemoryStream(bytes));
        string described = ProtocolHarness.Describe(whole);
        for (int at = 1; at < bytes.Length; at += 7)
        {
            Assert.Equal(described,
                ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance, ChunkedStream.Split(bytes, at))));
        }
    }

    [Fact]
    public async Task Stream_IsReadInOrder()
    {
        ChatResponse response = (await ProtocolHarness.ReadStreamAsync(
            CohereProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(Stream)))).ToChatResponse();
        IList<AIContent> contents = response.Messages[0].Contents;
        Assert.Equal("It is wärm.", response.Text);
        CitationAnnotation[] citations = [.. contents.SelectMany(static content => content.Annotations ?? []).Cast<CitationAnnotation>()];
        Assert.Equal(["Weather", null], citations.Select(static citation => citation.Title));
        Assert.Equal(["25°", """{"v":1}"""], citations.Select(static citation => citation.Snippet));
        Assert.Equal(new Uri("https://x.test/"), citations[0].Url);
        TextSpanAnnotatedRegion region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citations[1].AnnotatedRegions!));
        Assert.Equal("wärm", response.Text[region.StartIndex!.Value..region.EndIndex!.Value]);
        Assert.True(CohereReasoning.IsToolPlan(Assert.Single(contents.OfType<TextReasoningContent>())));
        Assert.Equal(["f_1", "g_1"], contents.OfType<FunctionCallContent>().Select(static call => call.CallId));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal("i1", response.ResponseId);
    }

    [Fact]
    public async Task Stream_ShowsCallsInPiecesIfAsked()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Stream);
        ChatResponse response = (await ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance, new MemoryStream(bytes))).ToChatResponse();
        ChatCall deltas = new() { Messages = [], ModelId = "m", Streaming = true, StreamToolCallDeltas = true, AttemptId = "t1" };
        List<ChatResponseUpdate> shown = await ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance, new MemoryStream(bytes), deltas);
        ToolCallDeltas.AssertMatch(shown, response);
        Assert.Equal(
            ["", "{\"x\":", "1}", ""], shown.SelectMany(static update => update.Contents).OfType<ToolCallDeltaContent>()
                .Select(static delta => delta.ArgumentsDelta));
    }

    [Fact]
    public void Usage_IsWhatIsBilledAndTheRestIsBesideIt()
    {
        UsageDetails usage = Read("""{"message":{"content":[]},"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":10,"output_tokens":4,"search_units":2},"tokens":{"input_tokens":500,"output_tokens":9,"reasoning_tokens":6},"cached_tokens":480}}""").Usage!;
        Assert.Equal((10, 4, 14, 4, null),
            (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.ReasoningTokenCount, usage.CachedInputTokenCount));
        Assert.Equal(
            [(UsageCounts.SearchUnits, 2L), (UsageCounts.ProcessedInput, 500), (UsageCounts.ProcessedOutput, 9),
                (UsageCounts.ProcessedCacheRead, 480)],
            usage.AdditionalCounts!.Select(static pair => (pair.Key, pair.Value)));

        usage = Read("""{"message":{"content":[]},"finish_reason":"COMPLETE","usage":{"billed_units":null,"tokens":{"input_tokens":500,"output_tokens":9},"cached_tokens":480}}""").Usage!;
        Assert.Equal((500, 9, 509, 480),
            (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount));
    }

    [Theory]
    [InlineData("COMPLETE", "stop")]
    [InlineData("STOP_SEQUENCE", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("TOOL_CALL", "tool_calls")]
    [InlineData("USER_CANCEL", "USER_CANCEL")]
    public void FinishReasons_AreRead(string wire, string expected) => Assert.Equal(
        expected, Read($$"""{"message":{"content":[{"type":"text","text":"x"}]},"finish_reason":"{{wire}}"}""").FinishReason?.Value);

    [Fact]
    public void Plan_StandsBeforeTheTextAndCitationsOfThoughtsWithThem()
    {
        ChatResponse response = Read(
            """
            {"id":"i","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"x"}],"tool_plan":"plan",
             "citations":[{"start":0,"end":2,"text":"hm","type":"THINKING_CONTENT","sources":[{"type":"tool","id":"t:0"}]}]}}
            """);
        Assert.Equal(["hm", "plan", "x"], response.Messages[0].Contents.Select(static content => content.ToString()));
        Assert.Single(response.Messages[0].Contents[1].Annotations!);
    }

    [Theory]
    [InlineData("""{"message":{"content":[]},"finish_reason":"ERROR"}""", FailureKind.Unavailable)]
    [InlineData("""{"message":{"content":[]},"finish_reason":"TIMEOUT"}""", FailureKind.Unavailable)]
    [InlineData("""{"id":"x","message":"internal \"error\""}""", FailureKind.Unavailable)]
    [InlineData("""{"finish_reason":"COMPLETE"}""", FailureKind.Malformed)]
    [InlineData("""{"message":7}""", FailureKind.Malformed)]
    [InlineData("""{"message":{"content":7}}""", FailureKind.Malformed)]
    [InlineData("""{"message":{"tool_calls":{"function":{"arguments":"x"}}}}""", FailureKind.Malformed)]
    [InlineData("""{"message":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":{}}}]}}""", FailureKind.Malformed)]
    [InlineData("""{"message":{}} x""", FailureKind.Malformed)]
    [InlineData("[]", FailureKind.Malformed)]
    [InlineData("", FailureKind.Malformed)]
    public void WhatIsNoAnswer_IsAFailure(string body, FailureKind kind) =>
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => Read(body)).Failure.Kind);

    [Theory]
    [InlineData(401, """{"message":"invalid api token"}""", FailureKind.Unauthorized)]
    [InlineData(400, """{"message":"too many tokens: total number of tokens in the prompt cannot exceed 8 - received 9."}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"message":"TOO_MANY_TOKENS"}""", FailureKind.ContextTooLong)]
    [InlineData(429, """{"message":"Too many tokens, please wait before trying again."}""", FailureKind.RateLimited)]
    [InlineData(402, """{"message":"Please add or update your payment method"}""", FailureKind.QuotaExhausted)]
    [InlineData(404, """{"message":"model 'x' not found, make sure the correct model ID was used and that you have access to the model."}""", FailureKind.ModelNotFound)]
    [InlineData(422, """{"message":"unknown field: parameter 'x' is not a valid field"}""", FailureKind.InvalidRequest)]
    [InlineData(500, "", FailureKind.Unavailable)]
    public void Errors_AreClassified(int status, string body, FailureKind kind)
    {
        using HttpResponseMessage message = new();
        message.Headers.Add("x-debug-trace-id", "c-1");
        ProviderFailure failure = CohereProtocol.Instance.ReadError(status, message.Headers, Encoding.UTF8.GetBytes(body),
            DateTimeOffset.UnixEpoch);
        Assert.Equal((kind, "c-1"), (failure.Kind, failure.ProviderRequestId));
    }

    [Fact]
    public async Task StreamWithoutItsEnd_IsTruncated() => await Assert.ThrowsAsync<StreamTruncatedException>(
        () => ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance,
            new MemoryStream(Encoding.UTF8.GetBytes(Stream[..Stream.IndexOf("event: message-end", StringComparison.Ordinal)]))));

    private static ChatResponse Read(string body) =>
        CohereProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([new(ChatRole.User, "hi")]));
}
