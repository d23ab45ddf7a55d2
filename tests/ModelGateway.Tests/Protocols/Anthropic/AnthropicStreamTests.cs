using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicStreamTests
{
    public static TheoryData<string> Streams => [AnthropicStreamText.Text, AnthropicStreamText.Reasoning, AnthropicStreamText.Search];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task EverySplit_AndEveryLineEndGivesTheSameUpdates(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        string expected = ProtocolHarness.Describe(await ReadAsync(text));
        for (int at = 0; at <= bytes.Length; at++)
        {
            Assert.Equal(expected,
                ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance,
                ChunkedStream.Split(bytes, at))));
        }

        Assert.Equal(expected, ProtocolHarness.Describe(await ReadAsync(text.Replace("\n", "\r\n", StringComparison.Ordinal))));

        // A proxy that strips the event lines changes nothing either.
        Assert.Equal(expected,
            ProtocolHarness.Describe(
            await ReadAsync(string.Join('\n', text.Split('\n').Where(static l => !l.StartsWith("event:", StringComparison.Ordinal))))));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task StreamCutAfterAnyEvent_IsTruncated(string text)
    {
        string[] events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        int end = Array.FindIndex(events, static e => e.StartsWith("event: message_stop", StringComparison.Ordinal));
        for (int count = 0; count <= end; count++)
        {
            string cut = string.Concat(events.Take(count).Select(static e => e + "\n\n"));
            await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadAsync(cut));
        }
    }

    [Fact]
    public async Task Text_ComesAtOnceAndUsageAtTheEnd()
    {
        List<ChatResponseUpdate> updates = await ReadAsync(AnthropicStreamText.Text);
        Assert.Equal(["Hé", "llo 😀", ""], updates.Select(static update => update.Text));
        Assert.All(updates, static update => Assert.Equal(("msg_1", "msg_1", "claude-x", ChatRole.Assistant),
            (update.ResponseId, update.MessageId, update.ModelId, update.Role)));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        UsageDetails usage = updates.ToChatResponse().Usage!;
        Assert.Equal((23, 20, 43, 11), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount));
        Assert.Null(usage.ReasoningTokenCount);
        Assert.Equal((5, 2, 3), (usage.AdditionalCounts![UsageCounts.CacheWrite], usage.AdditionalCounts[UsageCounts.CacheWrite5Minutes],
            usage.AdditionalCounts[UsageCounts.CacheWrite1Hour]));
    }

    [Fact]
    public async Task ReasoningAndCalls_GoBackExactlyThroughToChatResponseAndStorage()
    {
        ChatResponse response = (await ReadAsync(AnthropicStreamText.Reasoning)).ToChatResponse();
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(30, response.Usage!.ReasoningTokenCount);
        const string Expected =
            """
            [{"type":"thinking","thinking":"Let me think\n","signature":"s/1+=="},{"type":"redacted_thinking","data":"r3d=="},{"type":"thinking","thinking":"","signature":"s2"},
             {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":"ä\n"}},{"type":"tool_use","id":"toolu_2","name":"g","input":{}},{"type":"tool_use","id":"toolu_3","name":"h","input":{"whole":true}}]
            """;
        AnthropicRequestTests.AssertJson(Expected, Answer(response.Messages));

        string stored = JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions);
        AnthropicRequestTests.AssertJson(Expected,
            Answer(JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions)!));
    }

    [Fact]
    public async Task ServerTools_AreReadableAndGoBackExactly()
    {
        ChatResponse response = (await ReadAsync(AnthropicStreamText.Search)).ToChatResponse();
        IList<AIContent> contents = response.Messages[0].Contents;
        Assert.Equal("sky", Assert.IsType<WebSearchToolCallContent>(contents[0]).Queries!.Single());
        Assert.Equal("https://sky.example/", Assert.IsType<UriContent>(Assert.IsType<WebSearchToolResultContent>(contents[1]).Outputs!.Single()).Uri.AbsoluteUri);
        CitationAnnotation citation = Assert.IsType<CitationAnnotation>(contents.SelectMany(static c => c.Annotations ?? []).Single());
        Assert.Equal(("Sky", "blue", "https://sky.example/", "i=="), (citation.Title, citation.Snippet, citation.Url!.AbsoluteUri, citation.AdditionalProperties!["encrypted_index"]));
        Assert.Equal("Blue.", response.Text);
        Assert.Equal(new ChatFinishReason("pause_turn"), response.FinishReason);
        Assert.Equal((116, 1), (response.Usage!.InputTokenCount, response.Usage.AdditionalCounts![UsageCounts.WebSearches]));

        const string Expected =
            """
            [{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"sky"}},
             {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://sky.example/","title":"Sky","encrypted_content":"e=="}]},
             {"type":"compaction","content":"so far"},{"type":"text","text":"Blue."}]
            """;
        const string Note = "Citations that stand apart from their text, as streams show them, were left out of the history.";
        AnthropicRequestTests.AssertJson(Expected, Answer(response.Messages, Note));
        string stored = JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions);
        AnthropicRequestTests.AssertJson(Expected,
            Answer(JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions)!, Note));
    }

    [Fact]
    public async Task Stream_EndsWithRefusalStopSequenceOrCutCall()
    {
        string refusal = AnthropicStreamText.Start + AnthropicStreamText.End("refusal", more: ""","stop_details":{"type":"refusal","category":"cyber","explanation":"No."}""");
        ChatResponse response = (await ReadAsync(refusal)).ToChatResponse();
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Equal(("No.", "cyber"),
            response.Messages[0].Contents.OfType<ErrorContent>().Select(static e => (e.Message, e.Details)).Single());

        string cut = AnthropicStreamText.Start + AnthropicStreamText.BlockStart(0, """{"type":"tool_use","id":"","name":"f","input":{}}""")
            + AnthropicStreamText.Delta(0, """{"type":"input_json_delta","partial_json":"{\"a\":"}""") + AnthropicStreamText.End("max_tokens");
        response = (await ReadAsync(cut)).ToChatResponse();
        FunctionCallContent call = Assert.IsType<FunctionCallContent>(response.Messages[0].Contents[0]);
        Assert.IsAssignableFrom<JsonException>(call.Exception);
        Assert.True(ToolCallIds.IsMinted(call.CallId));
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
    }

    [Fact]
    public async Task ServerToolsInput_CutAtTheOutputLimitLeavesTheAnswerWhole()
    {
        string cut = AnthropicStreamText.Start + AnthropicStreamText.Delta(0, """{"type":"text_delta","text":"Searching"}""")
            + AnthropicStreamText.BlockStart(1, """{"type":"server_tool_use","id":"srv","name":"web_search","input":{}}""")
            + AnthropicStreamText.Delta(1, """{"type":"input_json_delta","partial_json":"{\"query\":\"sk"}""") + AnthropicStreamText.Stop(1)
            + AnthropicStreamText.End("max_tokens");
        ChatResponse response = (await ReadAsync(cut)).ToChatResponse();
        Assert.Equal(("Searching", ChatFinishReason.Length), (response.Text, response.FinishReason!.Value));
        Assert.Null(response.Messages[0].Contents.OfType<WebSearchToolCallContent>().Single().Queries);
    }

    [Fact]
    public void CapturedEvents_AreTheUpdatesOwn()
    {
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "a", Streaming = true, CaptureRaw = true };
        IChatStreamReader reader = AnthropicProtocol.Instance.CreateStreamReader(call);
        List<ChatResponseUpdate> updates = [];
        foreach (string text in AnthropicStreamText.Text.Split('\n')
            .Where(static line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            byte[] data = Encoding.UTF8.GetBytes(text[6..]);
            reader.Read([], data, updates);
            data.AsSpan().Clear();
        }

        Assert.Equal(
            ["message_start", "content_block_delta", "content_block_delta", "message_delta"],
            updates.Select(static update => Assert.IsType<JsonElement>(update.RawRepresentation).GetProperty("type").GetString()));
    }

    [Fact]
    public void AnyText_SurvivesStreamAndAnswer() =>
        Gen.Select(Gen.String.Array[1, 5], Gen.Int[0, 1000]).Sample(static (pieces, seed) =>
        {
            // Unpaired surrogates cannot be sent as UTF-8.
            pieces = [.. pieces.Select(static piece => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(piece)))];
            string whole = string.Concat(pieces);
            StringBuilder text = new(AnthropicStreamText.Start);
            foreach (string piece in pieces)
            {
                text.Append(AnthropicStreamText.Delta(0, $$"""{"type":"text_delta","text":{{JsonSerializer.Serialize(piece)}}}"""));
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text.Append(AnthropicStreamText.End("end_turn")).ToString());
            List<ChatResponseUpdate> updates = ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance,
                ChunkedStream.Random(bytes, new Random(seed), 30)).GetAwaiter().GetResult();
            byte[] body = Encoding.UTF8.GetBytes($$"""{"content":[{"text":{{JsonSerializer.Serialize(whole)}},"type":"text"}]}""");
            return string.Concat(updates.Select(static update => update.Text)) == whole
                && AnthropicProtocol.Instance.ReadResponse(body, ProtocolHarness.Call([])).Text == whole;
        }, iter: 300);

    private static JsonElement Answer(IList<ChatMessage> messages, params string[] notes)
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi"), .. messages, new(ChatRole.User, "on")],
            new() { MaxOutputTokens = 9 });
        JsonElement request = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal(notes, call.Notes.All);
        return request.GetProperty("messages")[1].GetProperty("content");
    }

    private static Task<List<ChatResponseUpdate>> ReadAsync(string text) =>
        ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
