using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

public sealed class OpenAIStreamTests
{
    private const string Text =
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null,"obfuscation":"xy"}

        : keep-alive

        data: {"id":"c1","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"Hé"},"finish_reason":null}]}

        event: unknown
        data: {"id":"c1","model":"gpt-x","choices":[{"delta":{"content":"llo 😀"},"index":0},{"delta":{"content":"NO"},"index":1,"finish_reason":"length"}]}

        data: {"id":"c1","model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"c1","choices":[],"service_tier":"default","usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

        data: {"id":"c1","choices":[],"moderation":{"flagged":false}}

        data: [DONE]


        """;

    private const string ParallelTools =
        """
        data: {"id":"c2","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"think "}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{"reasoning":"hard","content":""}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{"content":"I look."}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{\"y\":"}}]}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":\"\\u00e9 \\\"q"}},{"index":1,"function":{"arguments":"2}"}}]}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","function":{"name":null,"arguments":"\\\"\"}"}}]}}]}

        data: {"id":"c2","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: {"id":"c2","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12,"completion_tokens_details":{"reasoning_tokens":4}}}

        data: [DONE]


        """;

    private const string Refusal =
        """
        data: {"id":"c3","choices":[{"index":0,"delta":{"role":"assistant","refusal":"I'm "}}]}

        data: {"id":"c3","choices":[{"index":0,"delta":{"refusal":"sorry é."}}]}

        data: {"id":"c3","choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"url":"https://example.com/"}}]}}]}

        data: {"id":"c3","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}


        """;

    public static TheoryData<string> Streams =>
        [Text, Text.ReplaceLineEndings("\r\n"), ParallelTools, ParallelTools.ReplaceLineEndings("\r\n"), Refusal];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task EverySplit_GivesTheSameUpdates(string stream)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream);
        string whole = ProtocolHarness.Describe(await ReadAsync(stream));
        for (int at = 1; at < bytes.Length; at++)
        {
            Assert.Equal(whole, ProtocolHarness.Describe(
                await ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, ChunkedStream.Split(bytes, at))));
        }

        Assert.Equal(whole, ProtocolHarness.Describe(
            await ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, ChunkedStream.Random(bytes, new Random(7), 1))));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task CutAtAnyEvent_BeforeTheTurnsEndIsTruncated(string stream)
    {
        string[] events = stream.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        int end = Array.FindIndex(events, static text => text.Contains("\"delta\":{},\"finish_reason\":\"", StringComparison.Ordinal));
        for (int count = 0; count < events.Length; count++)
        {
            string cut = string.Concat(events.Take(count).Select(static text => text + "\n\n"));
            if (count <= end)
            {
                await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadAsync(cut));
            }
            else
            {
                await ReadAsync(cut);
            }
        }
    }

    [Fact]
    public async Task Text_ComesAtOnceAndUsageOnceAtTheEnd()
    {
        List<ChatResponseUpdate> updates = await ReadAsync(Text);
        Assert.Equal(["", "Hé", "llo 😀", "", ""], updates.Select(static update => update.Text));
        Assert.All(updates,
            static update => Assert.Equal(("c1", "c1", ChatRole.Assistant), (update.MessageId, update.ResponseId, update.Role)));
        Assert.Equal(ChatFinishReason.Stop, updates[3].FinishReason);
        Assert.Equal(12, Assert.IsType<UsageContent>(Assert.Single(updates[4].Contents)).Details.TotalTokenCount);
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal(("Héllo 😀", "gpt-x"), (response.Text, response.ModelId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), response.CreatedAt);
        Assert.Equal("default", updates[4].AdditionalProperties!["service_tier"]);
    }

    [Fact]
    public async Task ToolCalls_ComeWholeAndGoBackIntoAHistory()
    {
        ChatResponse response = (await ReadAsync(ParallelTools)).ToChatResponse();
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal("think hard", message.Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(["a", "b"], message.Contents.OfType<FunctionCallContent>().Select(static call => call.CallId));
        Assert.Equal(4, response.Usage!.ReasoningTokenCount);
        OpenAIRequestTests.AssertJson(
            """
            {"role":"assistant","content":"I look.","tool_calls":[
              {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":\"\\u00e9 \\\"q\\\"\"}"}},
              {"id":"b","type":"function","function":{"name":"g","arguments":"{\"y\":2}"}}]}
            """,
            OpenAIRequestTests.Write([message]).GetProperty("messages")[0]);
    }

    [Fact]
    public async Task Refusal_IsOneErrorContentAndAFilter()
    {
        ChatResponse response = (await ReadAsync(Refusal)).ToChatResponse();
        Assert.Equal("I'm sorry é.", response.Messages[0].Contents.OfType<ErrorContent>().Single().Message);
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Single(response.Messages[0].Contents.OfType<TextContent>().Single().Annotations!);
    }

    [Fact]
    public async Task CallsThatShareAnIndex_AreSplitWhereTheIdChanges()
    {
        ChatResponse response = (await ReadAsync(Chunks(
            """[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}]""",
            """[{"index":0,"id":"a","function":{"arguments":":1}"}}]""",
            """[{"index":0,"id":"b","function":{"name":"g","arguments":"{}"}},{"index":0,"id":"c","function":{"name":"h"}}]""",
            """[{"index":0,"function":{"arguments":"{\"z\":3}"}}]"""))).ToChatResponse();
        List<FunctionCallContent> calls = [.. response.Messages[0].Contents.OfType<FunctionCallContent>()];
        Assert.Equal(["a:f:1", "b:g:0", "c:h:1"], calls.Select(static call => $"{call.CallId}:{call.Name}:{call.Arguments?.Count ?? 0}"));
    }

    [Fact]
    public async Task CallsWithoutIndexOrId_BeginWhereANameComes()
    {
        ChatResponse response = (await ReadAsync(Chunks(
            """[{"function":{"name":"f","arguments":"{\"x\""}}]""",
            """[{"function":{"arguments":":1}"}}]""",
            """[{"function":{"name":"g","arguments":{"y":2}}}]"""))).ToChatResponse();
        List<FunctionCallContent> calls = [.. response.Messages[0].Contents.OfType<FunctionCallContent>()];
        Assert.Equal(["mgcall_t1_0:f:1", "mgcall_t1_1:g:1"],
            calls.Select(static call => $"{call.CallId}:{call.Name}:{call.Arguments?.Count ?? 0}"));
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"code\":503}}", FailureKind.Unavailable)]
    [InlineData(
        "data: {\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}", FailureKind.RateLimited)]
    [InlineData(
        "event: error\ndata: {\"error\":{\"message\":\"Failed to call a function.\",\"code\":\"tool_use_failed\",\"status_code\":400}}",
        FailureKind.Malformed)]
    [InlineData(
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"gone\"}}]}",
        FailureKind.Unavailable)]
    [InlineData("event: error\ndata: gone", FailureKind.Unavailable)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":7}}]}", FailureKind.Malformed)]
    [InlineData("data: nonsense", FailureKind.Malformed)]
    [InlineData("data: []", FailureKind.Malformed)]
    public async Task ErrorsWithinAStream_AreThrown(string last, FailureKind kind)
    {
        string start = """data: {"id":"c","choices":[{"index":0,"delta":{"content":"Hi"}}]}""";
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => ReadAsync($"{start}\n\n{last}\n\n"));
        Assert.Equal(kind, exception.Kind);
    }

    [Fact]
    public async Task AzuresFirstChunk_DoesNotSetTheIds()
    {
        List<ChatResponseUpdate> updates = await ReadAsync(
            """
            data: {"id":"","model":"","created":0,"choices":[],"prompt_filter_results":[{"prompt_index":0}]}

            data: {"id":"c9","model":"gpt-x","created":5,"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}


            """);
        ChatResponseUpdate update = Assert.Single(updates);
        Assert.Equal(("c9", "c9", "gpt-x"), (update.ResponseId, update.MessageId, update.ModelId));
    }

    [Fact]
    public async Task WithoutAnId_TheAttemptGivesIt()
    {
        List<ChatResponseUpdate> updates =
            await ReadAsync("data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n");
        Assert.Equal("t1", Assert.Single(updates).MessageId);
    }

    [Fact]
    public async Task RawJson_IsKeptForEveryChunkWhereAskedFor()
    {
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "t1", Streaming = true, CaptureRaw = true };
        List<ChatResponseUpdate> updates =
            await ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(Text)), call);
        Assert.Equal(6, updates.Count(static update => update.RawRepresentation is JsonElement));
    }

    [Fact]
    public void Text_SurvivesBothReadingsAtAnySplit() =>
        Gen.Select(Gen.String.Array[0, 8], Gen.Int[0, 1_000_000]).Sample((pieces, seed) =>
        {
            // What JSON cannot hold (half of a surrogate pair) arrives as U+FFFD already.
            string[] valid = [.. pieces.Select(static piece => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(piece)))];
            string chunks = string.Concat(valid.Select(static piece =>
                $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(piece)}}}}}]}}\n\n"))
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
            ChunkedStream stream = ChunkedStream.Random(Encoding.UTF8.GetBytes(chunks), new Random(seed), 11);
            string streamed = ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, stream).GetAwaiter().GetResult()
                .ToChatResponse().Text;
            string whole = OpenAIResponseTests.Read(
                $$$"""{"choices":[{"index":0,"message":{"content":{{{JsonSerializer.Serialize(string.Concat(valid))}}}}}]}""").Text;
            return streamed == string.Concat(valid) && whole == streamed;
        }, iter: 300);

    [Fact]
    public void DamagedBytes_GiveAnAnswerOrATypedErrorNeverACrash() =>
        Gen.Select(Gen.Int[0, 2].Select(static which => which switch { 0 => Text, 1 => ParallelTools, _ => Refusal }), Gen.Int[0, 4000],
            Gen.Byte, Gen.Int[0, 5]).Sample((stream, at, value, removed) =>
        {
            List<byte> bytes = [.. Encoding.UTF8.GetBytes(stream)];
            at %= bytes.Count;
            bytes.RemoveRange(at, Math.Min(removed, bytes.Count - at));
            bytes.Insert(at, value);
            try
            {
                ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, new MemoryStream([.. bytes])).GetAwaiter().GetResult();
            }
            catch (ProviderException exception)
            {
                Assert.NotEqual(FailureKind.Unknown, exception.Kind);
            }
        }, iter: 2000);

    private static string Chunks(params string[] toolCalls) =>
        string.Concat(toolCalls.Select(static calls => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"tool_calls\":{calls}}}}}]}}\n\n"))
        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private static Task<List<ChatResponseUpdate>> ReadAsync(string stream) =>
        ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(stream)));
}
