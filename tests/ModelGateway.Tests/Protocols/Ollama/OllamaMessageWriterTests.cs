using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using static ModelGateway.Tests.Protocols.Ollama.OllamaBodies;

namespace ModelGateway.Tests.Protocols.Ollama;

public sealed class OllamaMessageWriterTests
{
    [Fact]
    public void TurnOfTools_GoesBackWithThinkingNamesAndIds()
    {
        TextReasoningContent own = new("I look.");
        ContentOrigin.Set(own, "ollama-chat");
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted(
        [
            Hi,
            new(ChatRole.Assistant,
            [
                own, new TextContent("Looking."),
                new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Köln", ["days"] = 3 }),
                new FunctionCallContent("mgcall_t0_1", "time", null),
                new FunctionCallContent("toolu.foreign/1", "time", null),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("mgcall_t0_1", new { Hour = 12 }), new FunctionResultContent("call_1", "warm")]),
            new(ChatRole.Tool, [new FunctionResultContent("toolu.foreign/1", null) { Exception = new InvalidOperationException("secret") },
                new TextContent("beside")]),
        ]);
        string mapped = ToolCallIds.Map("toolu.foreign/1", 64);
        AssertJson(
            $$$$"""
            [{"role":"user","content":"hi"},
             {"role":"assistant","content":"Looking.","thinking":"I look.","tool_calls":[
               {"id":"call_1","function":{"name":"weather","arguments":{"city":"Köln","days":3}}},{"function":{"name":"time","arguments":{}}},
               {"id":"{{{{mapped}}}}","function":{"name":"time","arguments":{}}}]},
             {"role":"tool","content":"{\"hour\":12}","tool_name":"time"},{"role":"tool","content":"warm","tool_name":"weather","tool_call_id":"call_1"},
             {"role":"tool","content":"Error: Function failed.","tool_name":"time","tool_call_id":"{{{{mapped}}}}"},{"role":"user","content":"beside"}]
            """,
            body.GetProperty("messages"));
        Assert.Empty(notes);
    }

    [Fact]
    public void ForeignReasoning_IsLeftOutAndNoted()
    {
        TextReasoningContent foreign = new("hm") { ProtectedData = "b3BhcXVl" };
        ContentOrigin.Set(foreign, "anthropic-messages");
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted(
            [Hi, new(ChatRole.Assistant, [foreign]), new(ChatRole.Assistant, [new TextReasoningContent("x"), new TextContent("y")])]);
        AssertJson("""[{"role":"user","content":"hi"},{"role":"assistant","content":"y"}]""", body.GetProperty("messages"));
        Assert.Equal([CallNotes.ForeignReasoning], notes);
    }

    [Fact]
    public void Contents_ThatAreNotInputAreIgnoredAndOthersNoted()
    {
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted(
        [
            new(ChatRole.Assistant,
            [
                new UsageContent(new()), new ErrorContent("e"), new ToolCallDeltaContent("c", "n", "{"), new TextContent("a"),
                new CodeInterpreterToolCallContent("c1"),
            ]),
        ]);
        AssertJson("""[{"role":"assistant","content":"a"}]""", body.GetProperty("messages"));
        Assert.Contains("CodeInterpreterToolCallContent", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void ResultWithImages_HasThemBesideItsText() => AssertJson(
        """[{"role":"tool","content":"see","images":["AQ=="],"tool_call_id":"c1"}]""",
        Write([new(ChatRole.Tool, [new FunctionResultContent(
            "c1", new AIContent[] { new TextContent("see"), new DataContent(new byte[] { 1 }, "image/png") })])]).GetProperty("messages"));

    [Fact]
    public void HistoryOutOfJson_IsTheSame()
    {
        ChatResponse response = Read("""{"model":"m","message":{"role":"assistant","content":"t","thinking":"hm","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]},"done":true}""");
        IList<ChatMessage> history = [Hi, .. response.Messages, new(ChatRole.Tool, [new FunctionResultContent("mgcall_t1_0", "2")])];
        List<ChatMessage> stored = JsonSerializer.Deserialize<List<ChatMessage>>(
            JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        const string Expected = """
            [{"role":"user","content":"hi"},{"role":"assistant","content":"t","thinking":"hm","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]},
             {"role":"tool","content":"2","tool_name":"f"}]
            """;
        AssertJson(Expected, Write([.. history]).GetProperty("messages"));
        AssertJson(Expected, Write(stored).GetProperty("messages"));
    }
}
