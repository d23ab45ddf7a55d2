using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Histories;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Mistral;

public sealed class MistralMessageTests
{
    [Fact]
    public void ToolTurns_HaveIdsOfNineCharactersAndNamesWhereKnown()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "go"),
            new(ChatRole.Assistant, [new FunctionCallContent("abcDEF123", "f", new Dictionary<string, object?> { ["x"] = 1 }),
                new FunctionCallContent("call_1", "g")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", "two"), new FunctionResultContent("abcDEF123", new { ok = true }),
                new FunctionResultContent("other", null)]),
        ];
        string mapped = MistralCallIds.Map("call_1");
        string other = MistralCallIds.Map("other");
        AssertMessages(
            $$$"""
            [{"role":"user","content":"go"},
             {"role":"assistant","content":"","tool_calls":[{"id":"abcDEF123","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                {"id":"{{{mapped}}}","type":"function","function":{"name":"g","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"{{{mapped}}}","name":"g","content":"two"},
             {"role":"tool","tool_call_id":"abcDEF123","name":"f","content":"{\"ok\":true}"},
             {"role":"tool","tool_call_id":"{{{other}}}","content":""}]
            """,
            messages);
    }

    [Theory]
    [InlineData("abcDEF123", "abcDEF123")]
    [InlineData("call_weather_1", null)]
    [InlineData("mgcall_7", null)]
    [InlineData("", null)]
    [InlineData("köln_tool", null)]
    public void Ids_MapTheSameWayEveryTime(string id, string? expected)
    {
        string mapped = MistralCallIds.Map(id);
        Assert.Matches("^[A-Za-z0-9]{9}$", mapped);
        Assert.Equal(mapped, MistralCallIds.Map(id));
        Assert.Equal(mapped, MistralCallIds.Map(mapped));
        Assert.True(expected is null ? mapped != id : mapped == expected);
    }

    [Fact]
    public void ManyIds_MapToDifferentOnes() =>
        Assert.Equal(20_000, Enumerable.Range(0, 20_000).Select(static i => MistralCallIds.Map($"call_{i}")).Distinct().Count());

    [Fact]
    public void OwnThoughts_GoBackAndForeignOnesDoNot()
    {
        TextReasoningContent own = new("mine");
        ContentOrigin.Set(own, MistralProtocol.ProtocolName);
        TextReasoningContent signed = new("sealed") { ProtectedData = "c2ln" };
        ContentOrigin.Set(signed, MistralProtocol.ProtocolName);
        TextReasoningContent foreign = new("theirs") { ProtectedData = "x" };
        ContentOrigin.Set(foreign, "anthropic");
        ChatCall call = ProtocolHarness.Call(
        [
            new(ChatRole.User, "q"),
            new(ChatRole.Assistant,
                [own, foreign, signed, new TextContent("a"), new UsageContent(new()), new ToolCallDeltaContent("i", "n", "")]),
            new(ChatRole.Assistant, [foreign]),
            new(ChatRole.User, "r"),
        ]);
        AssertMessages(
            """
            [{"role":"user","content":"q"},
             {"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"mine"}]},
               {"type":"thinking","thinking":[{"type":"text","text":"sealed"}],"signature":"c2ln"},{"type":"text","text":"a"}]},
             {"role":"user","content":"r"}]
            """,
            call);
        Assert.Equal([CallNotes.ForeignReasoning], call.Notes.All);
    }

    [Fact]
    public void Thoughts_SurviveJson()
    {
        TextReasoningContent own = new("mine");
        ContentOrigin.Set(own, MistralProtocol.ProtocolName);
        ChatMessage stored = new(ChatRole.Assistant, [own, new TextContent("a")]);
        ChatMessage loaded =
            JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(
            stored, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        AssertMessages(
            """[{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"mine"}]},{"type":"text","text":"a"}],"prefix":true}]""", [loaded]);
    }

    [Fact]
    public void AssistantAtTheEnd_BeginsTheAnswer() => AssertMessages(
        """[{"role":"assistant","content":"early"},{"role":"user","content":"q"},{"role":"assistant","content":"Dear Sir,","prefix":true}]""",
        [new(ChatRole.Assistant, "early"), new(ChatRole.User, "q"),
            new(ChatRole.Assistant, [new TextContent("Dear "), new TextContent("Sir,")])]);

    [Fact]
    public void Media_HaveTheirChunks() => AssertMessages(
        """
        [{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQI=","detail":"low"}},
          {"type":"image_url","image_url":{"url":"https://x.test/i.png"}},{"type":"input_audio","input_audio":"AQI="},{"type":"input_audio","input_audio":"https://x.test/a.mp3"},
          {"type":"document_url","document_url":"data:application/pdf;base64,AQI=","document_name":"a.pdf"},{"type":"document_url","document_url":"https://x.test/d.pdf"},
          {"type":"text","text":"plain"},{"type":"file","file_id":"f1"}]}]
        """,
        [
            new(ChatRole.User,
            [
                new TextContent("see"),
                new DataContent(new byte[] { 1, 2 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
                new UriContent("https://x.test/i.png", "image/png"),
                new DataContent(new byte[] { 1, 2 }, "audio/mpeg"),
                new UriContent("https://x.test/a.mp3", "audio/mpeg"),
                new DataContent(new byte[] { 1, 2 }, "application/pdf") { Name = "a.pdf" },
                new UriContent("https://x.test/d.pdf", "application/pdf"),
                new DataContent("plain"u8.ToArray(), "text/plain"),
                new HostedFileContent("f1"),
            ]),
        ]);

    [Fact]
    public void ContentWithoutPlace_MovesBehindAndIsNoted()
    {
        DataContent image = new(new byte[] { 1 }, "image/png");
        ChatCall call = ProtocolHarness.Call(
        [
            new(ChatRole.User, "q"),
            new(ChatRole.Assistant, [image, new FunctionCallContent("aaaaaaaaa", "f")]),
            new(ChatRole.Tool,
                [new FunctionResultContent("aaaaaaaaa", new AIContent[] { new TextContent("r"), image }), new TextContent("beside")]),
            new(ChatRole.Assistant, "done"),
            new(ChatRole.System, "Now be rude."),
        ]);
        HistoryMender.Mend(call, takesApprovals: false); // As before every request: what is noted alike for all protocols is noted there.
        AssertMessages(
            """
            [{"role":"user","content":"q"},
             {"role":"assistant","content":"","tool_calls":[{"id":"aaaaaaaaa","type":"function","function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"aaaaaaaaa","name":"f","content":[{"type":"text","text":"r"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}}]},
             {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}},{"type":"text","text":"beside"}]},
             {"role":"assistant","content":"done"},{"role":"user","content":"Now be rude."}]
            """,
            call);
        Assert.Equal(3, call.Notes.All.Count);
    }

    private static void AssertMessages(string expected, IReadOnlyList<ChatMessage> messages) =>
        AssertMessages(expected, ProtocolHarness.Call(messages));

    private static void AssertMessages(string expected, ChatCall call)
    {
        JsonElement written = ProtocolHarness.Write(MistralProtocol.Instance, call).GetProperty("messages");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), written), written.GetRawText());
    }
}
