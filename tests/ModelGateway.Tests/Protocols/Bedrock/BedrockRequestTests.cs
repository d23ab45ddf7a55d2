using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockRequestTests
{
    private const string Claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private const string Adaptive = "anthropic.claude-opus-4-6-v1";
    private static readonly BedrockProtocol Adapter = new("us-east-1");
    private static readonly AIFunctionDeclaration Tool = AIFunctionFactory.CreateDeclaration("f", "does", JsonElement.Parse("""{"type":"object","properties":{"x":{"type":"integer"}}}"""));

    [Fact]
    public void Options_GoWhereTheyBelong()
    {
        ChatCall call = Call(new()
        {
            MaxOutputTokens = 9,
            Temperature = 1.5f,
            TopP = 0.5f,
            TopK = 4,
            StopSequences = ["a", "b"],
            Seed = 1,
            FrequencyPenalty = 1,
            PresencePenalty = 1,
            AdditionalProperties = new()
            {
                ["guardrailConfig"] = JsonElement.Parse("""{"guardrailIdentifier":"g","guardrailVersion":"1"}"""),
                ["serviceTier"] = "flex",
                ["requestMetadata"] = new Dictionary<string, string> { ["team"] = "search" },
                ["additionalModelRequestFields"] = new Dictionary<string, object?> { ["anthropic_beta"] = new[] { "b" }, ["top_k"] = 7 },
                ["vendor_field"] = 1,
                ["messages"] = "no",
                ["modelgateway.x"] = "no",
                ["odd"] = new object(),
            },
        }, "anthropic.claude-3-5-sonnet-20241022-v2:0");
        AssertWritten("""
            {"inferenceConfig":{"maxTokens":9,"temperature":1,"topP":0.5,"stopSequences":["a","b"]},"messages":[{"role":"user","content":[{"text":"hi"}]}],
            "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"serviceTier":{"type":"flex"},"requestMetadata":{"team":"search"},
            "additionalModelRequestFields":{"top_k":4,"anthropic_beta":["b"],"vendor_field":1}}
            """, call);
        foreach (string noted in new[] { "Temperature was sent as 1", "Seed", "FrequencyPenalty", "PresencePenalty", "[\"top_k\"]",
            "[\"messages\"]", "[\"odd\"]" })
        {
            Assert.Contains(call.Notes.All, note => note.Contains(noted, StringComparison.Ordinal));
        }

        Assert.Equal(7, call.Notes.All.Count);
    }

    [Theory]
    [InlineData(Claude, ReasoningEffort.Medium, null, """{"thinking":{"type":"enabled","budget_tokens":8192}}""")]
    [InlineData(Claude, ReasoningEffort.High, 4000, """{"thinking":{"type":"enabled","budget_tokens":2000}}""")]
    [InlineData(Claude, ReasoningEffort.Low, 1024, null)]
    [InlineData(Claude, ReasoningEffort.None, null, """{"thinking":{"type":"disabled"}}""")]
    [InlineData(Adaptive, ReasoningEffort.ExtraHigh, null, """{"thinking":{"type":"adaptive"},"output_config":{"effort":"max"}}""")]
    [InlineData("us.amazon.nova-2-lite-v1:0", ReasoningEffort.Low, null, """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}""")]
    [InlineData("us.amazon.nova-2-lite-v1:0", ReasoningEffort.None, null, """{"reasoningConfig":{"type":"disabled"}}""")]
    [InlineData("openai.gpt-oss-120b-1:0", ReasoningEffort.High, null, """{"reasoning_effort":"high"}""")]
    [InlineData("amazon.nova-lite-v1:0", ReasoningEffort.High, null, null)]
    [InlineData("anthropic.claude-3-5-sonnet-20240620-v1:0", ReasoningEffort.High, null, null)]
    public void Reasoning_IsWhatTheModelsVendorHasForIt(string modelId, ReasoningEffort effort, int? maxTokens, string? expected)
    {
        ChatCall call = Call(new() { Reasoning = new() { Effort = effort }, MaxOutputTokens = maxTokens }, modelId);
        JsonElement written = ProtocolHarness.Write(Adapter, call);
        Assert.Equal(expected is not null, written.TryGetProperty("additionalModelRequestFields", out JsonElement fields));
        Assert.True(expected is null || JsonElement.DeepEquals(JsonElement.Parse(expected), fields), fields.ToString());
        Assert.Equal(expected is null || maxTokens is not null, call.HasNotes);
    }

    [Fact]
    public void ThinkingClaude_TakesNoOtherTemperature()
    {
        ChatCall call = Call(new() { Reasoning = new() { Effort = ReasoningEffort.Low }, Temperature = 0.2f, TopP = 0.3f, TopK = 3 },
            Claude);
        JsonElement written = ProtocolHarness.Write(Adapter, call);
        Assert.False(written.TryGetProperty("inferenceConfig", out _));
        Assert.Contains(call.Notes.All, static note => note.StartsWith("Temperature was not sent", StringComparison.Ordinal));
        Assert.Contains(call.Notes.All, static note => note.StartsWith("TopP was not sent", StringComparison.Ordinal));
    }

    [Fact]
    public void ResponsesSchema_IsTextAndClosed()
    {
        ChatCall call = Call(new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""), "n", "d") });
        JsonElement format = ProtocolHarness.Write(Adapter, call).GetProperty("outputConfig").GetProperty("textFormat");
        JsonElement schema = format.GetProperty("structure").GetProperty("jsonSchema");
        Assert.Equal(("json_schema", "n", "d"), (format.GetProperty("type").GetString(), schema.GetProperty("name").GetString(),
            schema.GetProperty("description").GetString()));
        Assert.False(JsonElement.Parse(schema.GetProperty("schema").GetString()!).GetProperty("additionalProperties").GetBoolean());

        ChatCall json = Call(new() { ResponseFormat = ChatResponseFormat.Json });
        Assert.False(ProtocolHarness.Write(Adapter, json).TryGetProperty("outputConfig", out _));
        Assert.Contains("no JSON mode", Assert.Single(json.Notes.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_AndTheirChoice()
    {
        AITool strict = AIFunctionFactory.CreateDeclaration("s", null, JsonElement.Parse("""{"type":"object","properties":{}}"""));
        Assert.Equal("""{"auto":{}}""", Choice(ChatToolMode.Auto));
        Assert.Equal("""{"any":{}}""", Choice(ChatToolMode.RequireAny));
        Assert.Equal("""{"tool":{"name":"f"}}""", Choice(ChatToolMode.RequireSpecific("f")));
        Assert.Null(Choice(null));
        Assert.False(ProtocolHarness.Write(Adapter, Call(new() { Tools = [Tool], ToolMode = ChatToolMode.None }))
            .TryGetProperty("toolConfig", out _));
        AssertRefused(FailureKind.Unsupported, new() { Tools = [new HostedWebSearchTool()] });
        AssertRefused(FailureKind.Unsupported, new() { Tools = [AIFunctionFactory.CreateDeclaration("g", null, JsonElement.Parse("""{"type":"array"}"""))] });
        AssertRefused(FailureKind.Unsupported, new() { ConversationId = "c" });
        Assert.Equal("nova_grounding",
            ProtocolHarness.Write(Adapter, Call(new() { Tools = [new HostedWebSearchTool()] }, "us.amazon.nova-premier-v1:0"))
            .GetProperty("toolConfig").GetProperty("tools")[0].GetProperty("systemTool").GetProperty("name").GetString());

        string? Choice(ChatToolMode? mode) =>
            ProtocolHarness.Write(Adapter, Call(new() { Tools = [Tool, strict], ToolMode = mode })).GetProperty("toolConfig")
                .TryGetProperty("toolChoice", out JsonElement choice)
                ? choice.GetRawText() : null;
    }

    [Fact]
    public void HistoryWithCalls_NamesThemWhereTheRequestHasNoTools()
    {
        List<ChatMessage> history =
        [
            new(ChatRole.User, "hi"), new(ChatRole.Assistant, [new FunctionCallContent("c1", "old")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "r")]),
        ];
        ChatCall call = ProtocolHarness.Call(history);
        JsonElement spec = ProtocolHarness.Write(Adapter, call).GetProperty("toolConfig").GetProperty("tools")[0].GetProperty("toolSpec");
        Assert.Equal("old", spec.GetProperty("name").GetString());
        Assert.Contains("Bedrock requires it", Assert.Single(call.Notes.All), StringComparison.Ordinal);

        ChatCall forbidden = ProtocolHarness.Call(history, new() { Tools = [Tool], ToolMode = ChatToolMode.None });
        Assert.Equal("f", ProtocolHarness.Write(Adapter, forbidden).GetProperty("toolConfig").GetProperty("tools")[0]
            .GetProperty("toolSpec").GetProperty("name").GetString());
        Assert.Contains("ToolMode None was not sent", Assert.Single(forbidden.Notes.All), StringComparison.Ordinal);
    }

    [Fact]
    public void CacheMarks_BecomeCachePoints()
    {
        AITool tool = AIFunctionFactory.Create(() => 1, new AIFunctionFactoryOptions
        {
            Name = "t",
            AdditionalProperties = new Dictionary<string, object?> { ["cache_control"] = "1h" }
        });
        ChatMessage system = new(ChatRole.System, [new TextContent("s") { AdditionalProperties = new() { ["cache_control"] = "5m" } }]);
        ChatMessage user = new(ChatRole.User, [new TextContent("u") { AdditionalProperties = new() { ["cache_control"] = "2h" } }]);
        ChatCall call = ProtocolHarness.Call([system, user],
            new() { Tools = [tool], AdditionalProperties = new() { ["cache_control"] = "5m" } });
        JsonElement written = ProtocolHarness.Write(Adapter, call);
        Assert.Equal("""[{"text":"s"},{"cachePoint":{"type":"default"}}]""", written.GetProperty("system").GetRawText());
        Assert.Equal("""{"cachePoint":{"type":"default","ttl":"1h"}}""", written.GetProperty("toolConfig").GetProperty("tools")[1].GetRawText());
        Assert.Equal("""[{"text":"u"},{"cachePoint":{"type":"default"}}]""", written.GetProperty("messages")[0].GetProperty("content").GetRawText());
        Assert.Contains("neither", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    private static ChatCall Call(ChatOptions options, string modelId = Claude) =>
        ProtocolHarness.Call([new(ChatRole.User, "hi")], options, modelId: modelId);

    private static void AssertRefused(FailureKind kind, ChatOptions options) =>
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => ProtocolHarness.Write(Adapter, Call(options))).Kind);

    private static void AssertWritten(string expected, ChatCall call)
    {
        JsonElement written = ProtocolHarness.Write(Adapter, call);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), written), written.ToString());
    }
}
