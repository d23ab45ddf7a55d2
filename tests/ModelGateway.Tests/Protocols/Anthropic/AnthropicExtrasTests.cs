using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicExtrasTests
{
    [Fact]
    public void CacheBreakpoints_StandWhereTheyWereSet()
    {
        JsonElement body = Write(
            new ChatOptions().WithPromptCaching(CacheTtl.OneHour),
            new(ChatRole.System, [new TextContent("rules").MarkCacheBreakpoint(CacheTtl.OneHour)]),
            new(ChatRole.User, [new TextContent("long"), new TextContent("hi").MarkCacheBreakpoint()]));
        Assert.Equal("""{"type":"ephemeral","ttl":"1h"}""", body.GetProperty("cache_control").GetRawText());
        Assert.Equal("""{"type":"ephemeral","ttl":"1h"}""", body.GetProperty("system")[0].GetProperty("cache_control").GetRawText());
        JsonElement content = body.GetProperty("messages")[0].GetProperty("content");
        Assert.False(content[0].TryGetProperty("cache_control", out _));
        Assert.Equal("""{"type":"ephemeral","ttl":"5m"}""", content[1].GetProperty("cache_control").GetRawText());
    }

    [Fact]
    public void Mark_SurvivesJsonAndTheProtocolsOwnGoesFirst()
    {
        TextContent stored = JsonSerializer.Deserialize<TextContent>(
            JsonSerializer.Serialize(new TextContent("a").MarkCacheBreakpoint(CacheTtl.OneHour), AIJsonUtilities.DefaultOptions),
            AIJsonUtilities.DefaultOptions)!;
        TextContent both =
            new TextContent("b") { AdditionalProperties = new() { ["cache_control"] = "5m" } }.MarkCacheBreakpoint(CacheTtl.OneHour);
        JsonElement content = Write(null, new ChatMessage(ChatRole.User, [stored, both])).GetProperty("messages")[0].GetProperty("content");
        Assert.Equal("1h", content[0].GetProperty("cache_control").GetProperty("ttl").GetString());
        Assert.Equal("5m", content[1].GetProperty("cache_control").GetProperty("ttl").GetString());
    }

    [Fact]
    public void ServiceTier_IsSentAndThePromptCacheKeyIsNamed()
    {
        ChatOptions options = new ChatOptions().WithServiceTier("standard_only").WithPromptCacheKey("k");
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi")], options);
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal("standard_only", body.GetProperty("service_tier").GetString());
        Assert.Contains("PromptCacheKey was not sent: Anthropic has no such option.", call.Notes.All);
        Assert.Empty(options.WithServiceTier(null).WithPromptCacheKey(null).AdditionalProperties!);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", 5000, 20000, """{"type":"enabled","budget_tokens":5000}""", null)]
    [InlineData("claude-sonnet-4-5", 5, 20000, """{"type":"enabled","budget_tokens":1024}""", "ThinkingBudget was sent as 1024")]
    [InlineData("claude-sonnet-4-5", 50000, 20000, """{"type":"enabled","budget_tokens":10000}""", "reduced from 50000 to 10000")]
    [InlineData("claude-sonnet-4-5", 0, 20000, """{"type":"disabled"}""", null)]
    [InlineData("claude-opus-4-7", 5000, 20000, """{"type":"adaptive"}""", "ThinkingBudget was not sent")]
    public void ThinkingBudget_IsSent(string model, int budget, int limit, string expected, string? note)
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi")],
            new ChatOptions { MaxOutputTokens = limit }.WithThinkingBudget(budget), modelId: model);
        Assert.Equal(expected, ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("thinking").GetRawText());
        Assert.Equal(note is null, call.Notes.All.Count == 0);
        Assert.All(call.Notes.All, text => Assert.Contains(note!, text, StringComparison.Ordinal));
    }

    [Fact]
    public void BadValues_AreRefusedAtOnce()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChatOptions().WithThinkingBudget(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextContent("x").MarkCacheBreakpoint((CacheTtl)7));
        Assert.Throws<ArgumentNullException>(() => ((ChatOptions)null!).WithServiceTier("x"));
    }

    [Fact]
    public async Task Arguments_AreShownAsTheyArriveAndTheCallFollowsWhole()
    {
        List<ChatResponseUpdate> updates = await Read(AnthropicStreamText.Reasoning, deltas: true);
        List<AIContent> contents = [.. updates.SelectMany(static update => update.Contents)];
        Assert.Equal(
            ["toolu_1 f ", "toolu_2 g ", "toolu_1 f {\"a\": \"\\u00e4", "toolu_2 g {}", "toolu_1 f \\n\"}", "toolu_3 h "],
            contents.OfType<ToolCallDeltaContent>().Select(static piece => $"{piece.CallId} {piece.Name} {piece.ArgumentsDelta}"));
        Assert.Equal(["toolu_1", "toolu_2", "toolu_3"], contents.OfType<FunctionCallContent>().Select(static function => function.CallId));
        int last = contents.FindLastIndex(static content => content is ToolCallDeltaContent { CallId: "toolu_1" });
        Assert.True(contents.FindIndex(static content => content is FunctionCallContent { CallId: "toolu_1" }) > last);
    }

    [Fact]
    public async Task WithoutBeingAsked_NoPiecesAreShownNorThoseOfTheProvidersTools()
    {
        Assert.DoesNotContain((await Read(AnthropicStreamText.Reasoning, deltas: false)).SelectMany(static u => u.Contents),
            static content => content is ToolCallDeltaContent);
        Assert.DoesNotContain((await Read(AnthropicStreamText.Search, deltas: true)).SelectMany(static u => u.Contents),
            static content => content is ToolCallDeltaContent);
    }

    [Fact]
    public void McpCalls_AreReadAndGoBackAsTheyCame()
    {
        const string Blocks = """
            [{"type":"mcp_tool_use","id":"mcptoolu_1","name":"search","server_name":"docs","input":{"q":"x"}},
             {"type":"mcp_tool_result","tool_use_id":"mcptoolu_1","is_error":false,"content":[{"type":"text","text":"found"}]},
             {"type":"mcp_tool_result","tool_use_id":"mcptoolu_2","is_error":true,"content":[{"type":"text","text":"broke"}]}]
            """;
        ChatResponse response = AnthropicProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes($$"""{"content":{{Blocks}}}"""), ProtocolHarness.Call([]));
        IList<AIContent> contents = response.Messages[0].Contents;
        McpServerToolCallContent use = Assert.IsType<McpServerToolCallContent>(contents[0]);
        Assert.Equal(("mcptoolu_1", "search", "docs"), (use.CallId, use.Name, use.ServerName));
        Assert.Equal("x", use.Arguments!["q"]!.ToString());
        Assert.Equal("found",
            Assert.IsType<TextContent>(Assert.Single(Assert.IsType<McpServerToolResultContent>(contents[1]).Outputs!)).Text);
        Assert.Equal("broke",
            Assert.IsType<ErrorContent>(Assert.Single(Assert.IsType<McpServerToolResultContent>(contents[2]).Outputs!)).Message);
        JsonElement back = Write(null, [new(ChatRole.User, "hi"), .. response.Messages, new(ChatRole.User, "on")]);
        AnthropicRequestTests.AssertJson(Blocks, back.GetProperty("messages")[1].GetProperty("content"));
    }

    private static JsonElement Write(ChatOptions? options, params ChatMessage[] messages) =>
        ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call(messages, options));

    private static Task<List<ChatResponseUpdate>> Read(string text, bool deltas) => ProtocolHarness.ReadStreamAsync(
        AnthropicProtocol.Instance,
        new MemoryStream(Encoding.UTF8.GetBytes(text)),
        new ChatCall { Messages = [], ModelId = "m", Streaming = true, AttemptId = "t1", StreamToolCallDeltas = deltas });
}
