using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

public sealed class ResponsesStreamReaderTests
{
    private const string Message = """{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}""";
    private const string Call = """{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{\"a\":1}"}""";

    private static readonly string[] Rich =
    [
        Created,
        """{"type":"response.in_progress","response":{"id":"resp_1","status":"in_progress","output":[]}}""",
        ItemAdded(0, """{"id":"rs_1","type":"reasoning","summary":[]}"""),
        Delta("reasoning_summary_text", 0, "Hm"), Delta("reasoning_summary_text", 0, "."),
            Delta("reasoning_summary_text", 0, "So", part: 1),
        """{"type":"response.reasoning_summary_text.done","output_index":0,"summary_index":1,"text":"So"}""",
        ItemDone(0, """{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."},{"type":"summary_text","text":"So"}],"encrypted_content":"gAAA"}"""),
        ItemAdded(1, """{"id":"msg_1","type":"message","content":[]}"""),
        """{"type":"response.content_part.added","output_index":1,"content_index":0,"part":{"type":"output_text","text":""}}""",
        Delta("output_text", 1, "Hel"), Delta("output_text", 1, "lo 🌍"),
        """{"type":"response.output_text.done","output_index":1,"text":"Hello 🌍"}""",
        ItemDone(1, """{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello 🌍","annotations":[]}]}"""),
        ItemAdded(2, """{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":""}"""),
        Delta("function_call_arguments", 2, "{\"a\""), Delta("function_call_arguments", 2, ":1}"),
        """{"type":"response.function_call_arguments.done","output_index":2,"arguments":"{\"a\":1}"}""",
        ItemDone(2, Call),
        Completed,
    ];

    [Fact]
    public async Task Stream_BringsTextInPiecesAndCallsWhole()
    {
        List<ChatResponseUpdate> updates = await StreamAsync(Rich);
        Assert.Equal(["Hel", "lo 🌍"],
            updates.SelectMany(static update => update.Contents).OfType<TextContent>().Select(static text => text.Text));
        Assert.Equal("Hm.\n\nSo", string.Concat(
            updates.SelectMany(static update => update.Contents).OfType<TextReasoningContent>().Select(static text => text.Text)));
        FunctionCallContent call = Assert.Single(updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>());
        Assert.Equal("call_1", call.CallId);
        Assert.DoesNotContain(updates.SelectMany(static update => update.Contents), static content => content is ToolCallDeltaContent);
    }

    [Fact]
    public async Task Stream_EndsWithItsFinishReasonAndUsage()
    {
        List<ChatResponseUpdate> updates = await StreamAsync(Rich);
        Assert.Single(updates.Select(static update => update.MessageId).Distinct());
        Assert.All(updates, static update => Assert.Equal(("resp_1", ChatRole.Assistant), (update.ResponseId, update.Role!.Value)));
        ChatResponseUpdate last = updates[^1];
        Assert.Equal(ChatFinishReason.ToolCalls, last.FinishReason);
        Assert.Equal(5, Assert.Single(updates.SelectMany(static update => update.Contents).OfType<UsageContent>()).Details.TotalTokenCount);
        Assert.Equal("default", last.AdditionalProperties!["service_tier"]);
    }

    [Fact]
    public async Task Stream_KeepsItsReasoningForTheHistory()
    {
        ChatResponse response = (await StreamAsync(Rich)).ToChatResponse();
        TextReasoningContent reasoning = Assert.Single(response.Messages[0].Contents.OfType<TextReasoningContent>());
        Assert.Contains("\"rs_1\"", reasoning.ProtectedData, StringComparison.Ordinal);
        Assert.True(ContentOrigin.IsFrom(reasoning, "openai-responses"));
    }

    [Fact]
    public async Task Stream_ReadsTheSameHoweverItIsCutAndWithoutNamesOfEvents()
    {
        string expected = ProtocolHarness.Describe(await StreamAsync(Rich));
        Assert.Equal(expected, ProtocolHarness.Describe(await StreamAsync(Rich, named: false)));
        byte[] bytes = Encoding.UTF8.GetBytes(Sse(Rich));
        for (int at = 1; at < bytes.Length; at += 7)
        {
            Assert.Equal(expected,
                ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(Adapter, ChunkedStream.Split(bytes, at))));
        }
    }

    [Fact]
    public async Task Arguments_AreShownAsTheyArriveOnRequest()
    {
        List<AIContent> contents = [.. (await StreamAsync(Rich, Deltas())).SelectMany(static update => update.Contents)];
        ToolCallDeltaContent[] deltas = [.. contents.OfType<ToolCallDeltaContent>()];
        Assert.Equal(["", "{\"a\"", ":1}"], deltas.Select(static delta => delta.ArgumentsDelta));
        Assert.All(deltas, static delta => Assert.Equal(("call_1", "f"), (delta.CallId, delta.Name)));
        Assert.True(contents.IndexOf(deltas[^1]) < contents.FindIndex(static content => content is FunctionCallContent));
    }

    [Fact]
    public async Task CallWithoutId_HasOneIdInItsPiecesAndWhole()
    {
        string[] events =
        [
            Created, ItemAdded(0, """{"type":"function_call","name":"f","arguments":""}"""), Delta("function_call_arguments", 0, "{}"),
            ItemDone(0, """{"type":"function_call","name":"f","arguments":"{}"}"""), Completed,
        ];
        List<AIContent> contents = [.. (await StreamAsync(events, Deltas())).SelectMany(static update => update.Contents)];
        FunctionCallContent call = Assert.Single(contents.OfType<FunctionCallContent>());
        Assert.Equal("mgcall_t1_0", call.CallId);
        Assert.All(contents.OfType<ToolCallDeltaContent>(), delta => Assert.Equal(call.CallId, delta.CallId));
    }

    [Fact]
    public async Task TerminalEvent_AddsOnlyWhatWasNotStreamed()
    {
        string completed = Completed.Replace("\"output\":[]", $"\"output\":[{Message},{Call}]", StringComparison.Ordinal);
        Assert.Equal("Hello", (await StreamAsync([Created, completed])).ToChatResponse().Text);

        ChatResponse response = (await StreamAsync([Created, Delta("output_text", 0, "Hello"), completed])).ToChatResponse();
        Assert.Equal("Hello", response.Text);
        Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());

        response = (await StreamAsync([Created, ItemDone(0, Message), ItemDone(0, Message), ItemDone(1, Call), completed]))
            .ToChatResponse();
        Assert.Equal("Hello", response.Text);
        Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
    }

    [Fact]
    public async Task Citations_FollowTheText()
    {
        string item = """{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello","annotations":[{"type":"url_citation","url":"https://x.example","title":"X"}]}]}""";
        ChatResponse response =
            (await StreamAsync([Created, Delta("output_text", 0, "Hello"), ItemDone(0, item), Completed])).ToChatResponse();
        Assert.Equal("Hello", response.Text);
        Assert.Equal("X", Assert.IsType<CitationAnnotation>(Assert.Single(
            response.Messages[0].Contents.SelectMany(static content => content.Annotations ?? []))).Title);
    }

    [Fact]
    public async Task Refusal_ComesWhole()
    {
        string item = """{"id":"msg_1","type":"message","content":[{"type":"refusal","refusal":"I cannot."}]}""";
        List<ChatResponseUpdate> updates =
            await StreamAsync([Created, Delta("refusal", 0, "I can"), Delta("refusal", 0, "not."), ItemDone(0, item), Completed]);
        Assert.Equal("I cannot.", Assert.Single(updates.SelectMany(static update => update.Contents).OfType<ErrorContent>()).Message);
        Assert.Equal(ChatFinishReason.ContentFilter, updates[^1].FinishReason);
    }

    [Fact]
    public async Task ReasoningItself_IsShownWhereThereIsNoSummary()
    {
        string item = """{"id":"rs_1","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm."}]}""";
        List<ChatResponseUpdate> updates = await StreamAsync([Created, Delta("reasoning_text", 0, "Hm."), ItemDone(0, item), Completed]);
        Assert.Equal("Hm.", string.Concat(updates.SelectMany(static update => update.Contents).OfType<TextReasoningContent>()));
        updates = await StreamAsync([Created, Delta("reasoning_summary_text", 0, "So."), Delta("reasoning_text", 0, "Hm."),
            ItemDone(0, item), Completed]);
        Assert.Equal("So.", string.Concat(updates.SelectMany(static update => update.Contents).OfType<TextReasoningContent>()));
    }

    [Theory]
    [InlineData("incomplete", ""","incomplete_details":{"reason":"max_output_tokens"}""", "length")]
    [InlineData("incomplete", ""","incomplete_details":{"reason":"content_filter"}""", "content_filter")]
    [InlineData("incomplete", "", "incomplete")]
    [InlineData("cancelled", "", "cancelled")]
    [InlineData("completed", "", "stop")]
    public async Task Terminals_AreFinishReasons(string type, string details, string expected)
    {
        foreach (string status in new[] { $",\"status\":\"{type}\"", "" })
        {
            string last = $$$"""{"type":"response.{{{type}}}","response":{"id":"resp_1","output":[]{{{status}}}{{{details}}}}}""";
            Assert.Equal(expected, (await StreamAsync([Created, last]))[^1].FinishReason!.Value.Value);
        }
    }

    [Fact]
    public async Task DoneMark_IsToleratedBeforeAndAfterTheEnd()
    {
        string expected = ProtocolHarness.Describe(await StreamAsync(Rich));
        Assert.Equal(expected, ProtocolHarness.Describe(await StreamAsync([.. Rich, "[DONE]"])));
        await Assert.ThrowsAsync<StreamTruncatedException>(() => StreamAsync([Created, Delta("output_text", 0, "Hello"), "[DONE]"]));
    }

    [Fact]
    public void TerminalEvent_EndsTheStream()
    {
        IChatStreamReader reader = Adapter.CreateStreamReader(ProtocolHarness.Call(Hi, streaming: true));
        List<ChatResponseUpdate> updates = [];
        for (int i = 0; i < Rich.Length; i++)
        {
            Assert.False(reader.IsComplete);
            reader.Read(default, Encoding.UTF8.GetBytes(Rich[i]), updates);
        }

        Assert.True(reader.IsComplete && reader.IsEnded);
    }

    [Fact]
    public async Task StreamWithoutItsEnd_IsTruncated()
    {
        for (int count = 0; count < Rich.Length; count++)
        {
            await Assert.ThrowsAsync<StreamTruncatedException>(() => StreamAsync(Rich.Take(count)));
        }
    }

    [Theory]
    [InlineData("""{"type":"error","code":"server_error","message":"Sorry.","param":null,"sequence_number":3}""", FailureKind.Unavailable)]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"Too fast.","param":null}""", FailureKind.RateLimited)]
    [InlineData("""{"type":"error","error":{"type":"insufficient_quota","code":"insufficient_quota","message":"You exceeded your current quota"}}""", FailureKind.QuotaExhausted)]
    [InlineData("""{"type":"error","code":"context_length_exceeded","message":"Too long."}""", FailureKind.ContextTooLong)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","output":[],"error":{"code":"server_error","message":"Sorry."}}}""", FailureKind.Unavailable)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","output":[],"error":{"code":"rate_limit_exceeded","message":"Too fast."}}}""", FailureKind.RateLimited)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","output":[],"error":null}}""", FailureKind.Unavailable)]
    public async Task ErrorsWithinAStream_AreFailures(string last, FailureKind kind)
    {
        foreach (bool named in new[] { true, false })
        {
            ProviderException exception = await Assert.ThrowsAsync<ProviderException>(
                () => StreamAsync([Created, Delta("output_text", 0, "Hello"), last], named: named));
            Assert.Equal(kind, exception.Kind);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"type":"response.output_text.delta","delta":{}}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":"x","delta":"a"}""")]
    [InlineData("""{"type":"response.output_text.delta","delta":"a"} x""")]
    [InlineData("""{"type":"response.output_text.delta","delta":"bro""")]
    [InlineData("""{"type":"response.output_item.done","item":[]}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"function_call"}}""")]
    [InlineData("""{"type":"response.completed"}""")]
    [InlineData("""{"type":"response.completed","response":{"id":"r","status":"in_progress"}}""")]
    [InlineData("""{"type":"response.created","response":7}""")]
    public async Task MalformedEvents_AreTyped(string data)
    {
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => StreamAsync([data], named: false));
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    [Fact]
    public async Task UnknownEvents_AreSkipped() => Assert.Equal(
        "Hello",
        (await StreamAsync([Created, """{"type":"response.something.new","delta":{"x":1}}""", "{\"type\":\"keepalive\"}", Delta("output_text", 0, "Hello"), Completed])).ToChatResponse().Text);

    [Fact]
    public async Task ItemsWhoseIdsChange_AreKnownByTheirPlace()
    {
        // GitHub Copilot gives every event another id.
        string[] events =
        [
            Created, ItemAdded(0, """{"id":"a","type":"message","content":[]}"""),
            """{"type":"response.output_text.delta","output_index":0,"item_id":"b","delta":"Hel"}""",
            """{"type":"response.output_text.delta","output_index":0,"item_id":"c","delta":"lo"}""",
            ItemDone(0, Message), Completed,
        ];
        Assert.Equal("Hello", (await StreamAsync(events)).ToChatResponse().Text);
    }

    private static ChatCall Deltas() =>
        new() { Messages = Hi, ModelId = "m", AttemptId = "t1", Streaming = true, StreamToolCallDeltas = true };
}
