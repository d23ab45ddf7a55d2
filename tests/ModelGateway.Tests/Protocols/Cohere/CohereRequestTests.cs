using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Cohere;

public sealed class CohereRequestTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "hi")];
    private static readonly AIFunctionDeclaration F = AIFunctionFactory.CreateDeclaration("f", "Does.", JsonElement.Parse("""{"type":"object"}"""));
    private static readonly AIFunctionDeclaration G = AIFunctionFactory.CreateDeclaration("g", null, default);

    [Fact]
    public void Options_AreWritten()
    {
        ChatCall call = ProtocolHarness.Call(Hello, new()
        {
            Instructions = "Be brief.",
            MaxOutputTokens = 7,
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 5,
            FrequencyPenalty = 1,
            PresencePenalty = 0.5f,
            Seed = 42,
            StopSequences = ["a"],
            Tools = [F],
            ToolMode = ChatToolMode.RequireAny,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")),
            Reasoning = new() { Effort = ReasoningEffort.High },
            AdditionalProperties = new() { ["safety_mode"] = "STRICT", ["documents"] = new[] { "doc" }, ["strict"] = true },
        }, streaming: true, "command-a");
        AssertJson(
            """
            {"model":"command-a","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],"stream":true,"max_tokens":7,"temperature":0.5,"p":0.25,"k":5,
             "frequency_penalty":1,"presence_penalty":0.5,"seed":42,"stop_sequences":["a"],"thinking":{"type":"enabled"},
             "response_format":{"type":"json_object","json_schema":{"type":"object"}},
             "tools":[{"type":"function","function":{"name":"f","description":"Does.","parameters":{"type":"object","properties":{}}}}],"tool_choice":"REQUIRED","safety_mode":"STRICT","documents":["doc"]}
            """,
            call);
        Assert.False(call.HasNotes);
    }

    [Fact]
    public void NamedTool_IsRequiredByBeingTheOnlyOne()
    {
        ChatCall call = ProtocolHarness.Call(Hello,
            new() { Tools = [F, G], ToolMode = ChatToolMode.RequireSpecific("g"), AllowMultipleToolCalls = false }, modelId: "m");
        AssertJson(
            """
            {"model":"m","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"g","parameters":{"type":"object","properties":{}}}}],"tool_choice":"REQUIRED"}
            """,
            call);
        Assert.Equal(2, call.Notes.All.Count);
        AssertUnsupported(ProtocolHarness.Call(Hello, new() { Tools = [F], ToolMode = ChatToolMode.RequireSpecific("other") }));
    }

    [Theory]
    [InlineData(ReasoningEffort.None, "disabled", 0)]
    [InlineData(ReasoningEffort.Medium, "enabled", 1)]
    public void Thinking_IsSwitched(ReasoningEffort effort, string type, int notes)
    {
        ChatCall call = ProtocolHarness.Call(Hello, new() { Reasoning = new() { Effort = effort } });
        Assert.Equal(type, ProtocolHarness.Write(CohereProtocol.Instance, call).GetProperty("thinking").GetProperty("type").GetString());
        Assert.Equal(notes, call.Notes.All.Count);
    }

    [Fact]
    public void History_KeepsThePlacesOfPlansThoughtsAndCalls()
    {
        TextReasoningContent foreign = new("theirs");
        ContentOrigin.Set(foreign, "mistral");
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("q"), new DataContent(new byte[] { 1 }, "image/png"), new UriContent("https://x.test/i.png", "image/png")]),
            new(ChatRole.Assistant, [CohereReasoning.ToolPlan("I will "), CohereReasoning.ToolPlan("ask."), foreign,
                new FunctionCallContent("c1", "f", new Dictionary<string, object?> { ["x"] = 1 })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "fine")]),
            new(ChatRole.Assistant, [CohereReasoning.Thinking("hm"), new TextContent("Fine."), new TextContent("")]),
            new(ChatRole.User, "thanks"),
        ];
        ChatMessage[] stored = [.. messages.Select(static message =>
            JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(
                message, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!)];
        foreach (ChatMessage[] history in (ChatMessage[][])[messages, stored])
        {
            ChatCall call = ProtocolHarness.Call(history, modelId: "m");
            AssertJson(
                """
                {"model":"m","messages":[
                 {"role":"user","content":[{"type":"text","text":"q"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}},{"type":"image_url","image_url":{"url":"https://x.test/i.png"}}]},
                 {"role":"assistant","tool_plan":"I will ask.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"fine"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Fine."}]},
                 {"role":"user","content":"thanks"}]}
                """,
                call);
            Assert.Equal([CallNotes.ForeignReasoning], call.Notes.All);
        }
    }

    [Fact]
    public void ContentWithoutPlace_MovesBehindOrIsRefused()
    {
        DataContent image = new(new byte[] { 1 }, "image/png");
        ChatCall call = ProtocolHarness.Call(
        [
            new(ChatRole.User, "q"),
            new(ChatRole.Assistant, [new FunctionCallContent("c 1", "f"), new FunctionCallContent("c2", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("c 1", image),
                new FunctionResultContent("c2", new AIContent[] { new TextContent("see"), image })]),
        ], modelId: "m");
        JsonElement messages = ProtocolHarness.Write(CohereProtocol.Instance, call).GetProperty("messages");
        Assert.Equal(["user", "assistant", "tool", "tool", "user"],
            messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString(),
            messages[2].GetProperty("tool_call_id").GetString());
        Assert.Equal("see", messages[3].GetProperty("content").GetString());
        Assert.Equal(2, messages[4].GetProperty("content").GetArrayLength());
        Assert.Single(call.Notes.All);
        AssertUnsupported(ProtocolHarness.Call([new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")])]));
        AssertUnsupported(ProtocolHarness.Call([new(ChatRole.User, [new HostedFileContent("f")])]));
        AssertUnsupported(ProtocolHarness.Call([new(ChatRole.System, [image])]));
        AssertUnsupported(ProtocolHarness.Call(Hello, new() { Tools = [new HostedCodeInterpreterTool()] }));
        AssertUnsupported(ProtocolHarness.Call(Hello, new() { ConversationId = "c" }));
    }

    private static void AssertJson(string expected, ChatCall call)
    {
        JsonElement written = ProtocolHarness.Write(CohereProtocol.Instance, call);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), written), written.GetRawText());
    }

    private static void AssertUnsupported(ChatCall call) =>
        Assert.Equal(FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => ProtocolHarness.Write(CohereProtocol.Instance, call)).Failure.Kind);
}
