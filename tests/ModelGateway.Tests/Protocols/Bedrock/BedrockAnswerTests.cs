using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Contents;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockAnswerTests
{
    private static readonly BedrockProtocol Adapter = new("us-east-1");

    [Fact]
    public void Usage_CountsTheCacheInUnderEitherName()
    {
        UsageDetails usage = Read("""
            "usage":{"inputTokens":5,"outputTokens":7,"totalTokens":42,"cacheReadInputTokenCount":10,"cacheWriteInputTokens":20,
            "cacheDetails":[{"ttl":"5m","inputTokens":8},{"inputTokens":12,"ttl":"1h"}]}
            """).Usage!;
        Assert.Equal((35, 7, 42, 10), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount));
        Assert.Equal((20, 8, 12), (usage.AdditionalCounts![UsageCounts.CacheWrite], usage.AdditionalCounts[UsageCounts.CacheWrite5Minutes],
            usage.AdditionalCounts[UsageCounts.CacheWrite1Hour]));
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("max_tokens", "length")]
    [InlineData("guardrail_intervened", "content_filter")]
    [InlineData("content_filtered", "content_filter")]
    [InlineData("model_context_window_exceeded", "model_context_window_exceeded")]
    public void StopReasons_AreFinishReasons(string wire, string expected) =>
        Assert.Equal(expected, Read($"\"stopReason\":\"{wire}\"").FinishReason!.Value.Value);

    [Fact]
    public void Answer_IsReadWithCitationsImagesAndUnknownBlocks()
    {
        ChatResponse response = Adapter.ReadResponse("""
            {"output":{"message":{"content":[{"citationsContent":{"content":[{"text":"It is "},{"text":"so."}],"citations":[
            {"title":"T","source":"https://s/","sourceContent":[{"text":"so"}],"location":{"documentPage":{"documentIndex":0,"start":2,"end":3}}},
            {"location":{"web":{"url":"https://w/p","domain":"w"}}}]}},{"image":{"format":"webp","source":{"bytes":"AQI="}}},{"novel":{"a":1}}]}}}
            """u8, ProtocolHarness.Call([]));
        IList<AIContent> contents = response.Messages[0].Contents;
        TextContent text = Assert.IsType<TextContent>(contents[0]);
        Assert.Equal("It is so.", text.Text);
        CitationAnnotation[] citations = [.. text.Annotations!.Cast<CitationAnnotation>()];
        Assert.Equal(("T", "so", "https://s/"), (citations[0].Title, citations[0].Snippet, citations[0].Url!.AbsoluteUri));
        Assert.Equal(2L, citations[0].AdditionalProperties!["start"]);
        Assert.Equal("https://w/p", citations[1].Url!.AbsoluteUri);
        DataContent image = Assert.IsType<DataContent>(contents[1]);
        Assert.Equal(("image/webp", 2), (image.MediaType, image.Data.Length));
        Assert.Equal("""{"novel":{"a":1}}""", RawBlock.Get(contents[2], BedrockProtocol.ProtocolName));
    }

    [Fact]
    public async Task Stream_ShowsArgumentsAsTheyComeAndTheWholeCallOnce()
    {
        byte[] bytes = Stream(
            ("messageStart", """{"role":"assistant"}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"thi"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"nk"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"c2ln"}}}"""),
            ("contentBlockStop", """{"contentBlockIndex":0}"""),
            ("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"reasoningContent":{"redactedContent":"cmVk"}}}"""),
            ("contentBlockStop", """{"contentBlockIndex":1}"""),
            ("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"a","name":"f"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"x\":"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"\"🌍\"}"}}}"""),
            ("contentBlockStop", """{"contentBlockIndex":2}"""),
            ("contentBlockStart", """{"contentBlockIndex":3,"start":{"toolUse":{"toolUseId":"s","name":"nova_grounding","type":"server_tool_use"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":3,"delta":{"toolUse":{"input":"{}"}}}"""),
            ("contentBlockStop", """{"contentBlockIndex":3}"""),
            ("contentBlockStart", """{"contentBlockIndex":4,"start":{"toolResult":{"toolUseId":"s","type":"nova_grounding_result"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":4,"delta":{"toolResult":[{"text":"a"}]}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":4,"delta":{"toolResult":[{"text":"b"}]}}"""),
            ("contentBlockStop", """{"contentBlockIndex":4}"""),
            ("contentBlockDelta", """{"contentBlockIndex":5,"delta":{"citation":{"title":"T"}}}"""),
            ("messageStop", """{"stopReason":"tool_use"}"""),
            ("metadata", """{"usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3},"serviceTier":{"type":"flex"}}"""));
        foreach (bool shows in (bool[])[false, true])
        {
            ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "t1", Streaming = true, StreamToolCallDeltas = shows };
            List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes), call);
            AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
            Assert.Equal(shows ? ["a:f:", "a:f:{\"x\":", "a:f:\"🌍\"}"] : [],
                contents.OfType<ToolCallDeltaContent>().Select(static d => $"{d.CallId}:{d.Name}:{d.ArgumentsDelta}"));
            Assert.Equal("🌍", Assert.Single(contents.OfType<FunctionCallContent>()).Arguments!["x"]!.ToString());
            Assert.Equal("think", string.Concat(contents.OfType<TextReasoningContent>().Select(static r => r.Text)));
            Assert.Equal(["c2ln", "cmVk"], contents.OfType<TextReasoningContent>().Select(static r => r.ProtectedData).OfType<string>());
            Assert.Equal(
                ["""{"toolUse":{"toolUseId":"s","name":"nova_grounding","type":"server_tool_use","input":{}}}""", """{"toolResult":{"toolUseId":"s","type":"nova_grounding_result","content":[{"text":"a"},{"text":"b"}]}}"""],
                contents.Select(static content => RawBlock.Get(content, BedrockProtocol.ProtocolName)).OfType<string>());
            Assert.Single(contents.OfType<TextContent>(), static text => text.Annotations is [CitationAnnotation { Title: "T" }]);
            Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
            Assert.True(updates[^1].AdditionalProperties!.ContainsKey("serviceTier"));
        }
    }

    [Fact]
    public void Stream_IsCompleteWithItsStopAndEndedWithItsMetadata()
    {
        BedrockStreamReader reader = new(ProtocolHarness.Call([], streaming: true));
        List<ChatResponseUpdate> updates = [];
        reader.Read("messageStart"u8, """{"role":"assistant"}"""u8, updates);
        reader.Read("contentBlockDelta"u8, """{"contentBlockIndex":0,"delta":{"text":"a"}}"""u8, updates);
        Assert.False(reader.IsComplete);
        reader.Read("messageStop"u8, """{"stopReason":"end_turn"}"""u8, updates);
        Assert.True(reader.IsComplete);
        Assert.False(reader.IsEnded);
        reader.Read("novelEvent"u8, "{}"u8, updates);
        reader.Read("metadata"u8, """{"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}"""u8, updates);
        Assert.True(reader.IsEnded);
        reader.Finish(updates);
        Assert.Equal(2, updates.Count);
        Assert.Equal(ChatFinishReason.Stop, updates[1].FinishReason);
    }

    [Theory]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{}"}}}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":5}}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"bro""")]
    [InlineData("contentBlockDelta", "")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"a"}} x""")]
    [InlineData("contentBlockStart", """{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"a"}}}""")]
    [InlineData("contentBlockStart", "[]")]
    [InlineData("contentBlockStart", """{"start":{}}""")]
    [InlineData("contentBlockStop", """{"contentBlockIndex":"x"}""")]
    [InlineData("messageStop", """{"stopReason":5}""")]
    [InlineData("metadata", """{"usage":{"inputTokens":1}}""")]
    [InlineData("metadata", """{"usage":[]}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"image":{"source":{"bytes":"?"}}}}""")]
    public void BrokenEvents_AreMalformed(string type, string data)
    {
        ProviderException thrown = Assert.Throws<ProviderException>(
            () => new BedrockStreamReader(ProtocolHarness.Call([])).Read(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(data), []));
        Assert.Equal(FailureKind.Malformed, thrown.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"output":{}}""")]
    [InlineData("""{"output":{"message":{"content":{}}}}""")]
    [InlineData("""{"output":{"message":{"content":[5]}}}""")]
    [InlineData("""{"output":{"message":{"content":[{"text":5}]}}}""")]
    [InlineData("""{"output":{"message":{"content":[{"toolUse":{"toolUseId":"a"}}]}}}""")]
    [InlineData("""{"output":{"message":{"content":[]}},"usage":{"inputTokens":"x"}}""")]
    [InlineData("""{"output":{"message":{"content":[]}},"usage":{"cacheDetails":[5]}}""")]
    [InlineData("""{"output":{"message":{"content":[]}}} more""")]
    public void BrokenAnswers_AreMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed,
            Assert.Throws<ProviderException>(() => Adapter.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([]))).Kind);

    [Fact]
    public void ErrorInDisguise_IsAnError() => Assert.Equal(
        FailureKind.ContextTooLong,
        Assert.Throws<ProviderException>(() => Adapter.ReadResponse("""{"message":"Input is too long for requested model."}"""u8, ProtocolHarness.Call([]))).Kind);

    [Fact]
    public void AnswersCutAnywhere_AreMalformedOrWhole()
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"metrics":{"latencyMs":5},"output":{"message":{"content":[{"reasoningContent":{"reasoningText":{"text":"a","signature":"b"}}},{"toolUse":{"input":{"x":[1]},"name":"f","toolUseId":"i"}}],"role":"assistant"}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""");
        for (int length = 0; length < body.Length; length++)
        {
            Assert.Equal(FailureKind.Malformed,
                Assert.Throws<ProviderException>(() => Adapter.ReadResponse(body.AsSpan(0, length), ProtocolHarness.Call([]))).Kind);
        }

        Random random = new(3);
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = [.. body];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Exception? thrown = Record.Exception(() => Adapter.ReadResponse(changed, ProtocolHarness.Call([])));
            Assert.True(thrown is null or ProviderException, $"{thrown}");
        }
    }

    private static ChatResponse Read(string fields) =>
        Adapter.ReadResponse(Encoding.UTF8.GetBytes("""{"output":{"message":{"content":[{"text":"a"}]}},""" + fields + "}"), ProtocolHarness.Call([]));

    private static byte[] Stream(params (string Type, string Json)[] events) =>
        [.. events.SelectMany(static e => BedrockFrames.Event(e.Type, Encoding.UTF8.GetBytes(e.Json)))];
}
