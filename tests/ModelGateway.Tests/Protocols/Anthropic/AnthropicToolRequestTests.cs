using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicToolRequestTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    public static TheoryData<ChatToolMode?, bool?, string?> Choices => new()
    {
        { null, null, null },
        { null, true, null },
        { null, false, """{"type":"auto","disable_parallel_tool_use":true}""" },
        { ChatToolMode.Auto, null, """{"type":"auto"}""" },
        { ChatToolMode.None, false, """{"type":"none"}""" },
        { ChatToolMode.RequireAny, null, """{"type":"any"}""" },
        { ChatToolMode.RequireSpecific("f"), false, """{"type":"tool","name":"f","disable_parallel_tool_use":true}""" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void ToolChoice_IsWritten(ChatToolMode? mode, bool? multiple, string? expected)
    {
        JsonElement json = Write(new() { Tools = [AnthropicRequestTests.Tool()], ToolMode = mode, AllowMultipleToolCalls = multiple });
        Assert.Equal(expected, json.TryGetProperty("tool_choice", out JsonElement choice) ? choice.GetRawText() : null);
    }

    [Fact]
    public void Functions_KeepTheirSchemaAndStrictOnesAreRestricted()
    {
        AIFunction strict = AIFunctionFactory.Create((int x) => x, new AIFunctionFactoryOptions
        {
            Name = "s",
            AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true, ["cache_control"] = "5m" },
        });
        JsonElement tools = Write(new() { Tools = [AnthropicRequestTests.Tool(), AnthropicRequestTests.Tool("e", "{}"), strict] })
            .GetProperty("tools");
        AnthropicRequestTests.AssertJson("""{"name":"f","description":"does","input_schema":{"type":"object","properties":{"x":{"type":"integer","minimum":0}}}}""", tools[0]);
        AnthropicRequestTests.AssertJson("""{"name":"e","description":"does","input_schema":{"type":"object","properties":{}}}""", tools[1]);
        Assert.True(tools[2].GetProperty("strict").GetBoolean());
        Assert.False(tools[2].GetProperty("input_schema").GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("""{"type":"ephemeral","ttl":"5m"}""", tools[2].GetProperty("cache_control").GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"string"}""")]
    [InlineData("""{"anyOf":[{"type":"object"},{"type":"string"}]}""")]
    public void SchemaWhoseRootIsNoObject_IsRefused(string schema) =>
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([Hi], new() { Tools = [AnthropicRequestTests.Tool("f", schema)] }));

    [Fact]
    public void HostedTools_AreNativeOrRefused()
    {
        HostedWebSearchTool search = new(new Dictionary<string, object?> { ["max_uses"] = 3, ["allowed_domains"] = new[] { "a.example" } });
        AnthropicRequestTests.AssertJson(
            """[{"type":"web_search_20250305","name":"web_search","max_uses":3,"allowed_domains":["a.example"]}]""",
            Write(new() { Tools = [search] }).GetProperty("tools"));
        AnthropicRequestTests.AssertJson(
            """[{"type":"code_execution_20250825","name":"code_execution"}]""", Write(new() { Tools = [new HostedCodeInterpreterTool()] }).GetProperty("tools"));
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([Hi], new() { Tools = [new HostedFileSearchTool()] }));
    }

    [Fact]
    public void AnotherVersionOfATool_IsNamedByItsType()
    {
        HostedWebSearchTool search = new(new Dictionary<string, object?> { ["type"] = "web_search_20260209", ["max_uses"] = 3 });
        HostedCodeInterpreterTool code =
            new(new Dictionary<string, object?> { ["type"] = JsonElement.Parse("\"code_execution_20260521\"") });
        AnthropicRequestTests.AssertJson(
            """[{"type":"web_search_20260209","name":"web_search","max_uses":3},{"type":"code_execution_20260521","name":"code_execution"}]""",
            Write(new() { Tools = [search, code] }).GetProperty("tools"));
    }

    [Fact]
    public void ProviderDefinedTools_AreSentAsTheyAre()
    {
        ProviderDefinedTool fetch = new("web_fetch", JsonElement.Parse("""{"type":"web_fetch_20250910","name":"web_fetch","max_uses":2}"""));
        Assert.Equal("""[{"type":"web_fetch_20250910","name":"web_fetch","max_uses":2}]""", Write(new() { Tools = [fetch] }).GetProperty("tools").GetRawText());
        Assert.Throws<ArgumentException>(() => new ProviderDefinedTool("x", JsonElement.Parse("[]")));
    }

    [Theory]
    [InlineData("web_fetch_20250910", null)]
    [InlineData("memory_20250818", null)]
    [InlineData("code_execution_20250825", null)]
    [InlineData("computer_toolset_20260801", null)]
    [InlineData("computer_20251124", "computer-use-2025-11-24")]
    [InlineData("advisor_20260301", "advisor-tool-2026-03-01")]
    [InlineData("mcp_toolset", "mcp-client-2025-11-20")]
    public void ToolThatNeedsABeta_IsSentWithItsHeader(string type, string? beta) =>
        Assert.Equal(beta ?? "", Betas(new ProviderDefinedTool("t", JsonElement.Parse($$"""{"type":"{{type}}","name":"t"}""")), new HostedWebSearchTool(), new HostedCodeInterpreterTool()));

    [Fact]
    public void BetasThatTheApplicationNames_AreHeadersAndNotInTheBody()
    {
        ChatOptions options = new()
        {
            MaxOutputTokens = 9,
            AdditionalProperties = new()
            {
                ["anthropic-beta"] = new[] { "files-api-2025-04-14", "x-2026-01-01" },
                ["context_management"] = JsonElement.Parse("{}")
            },
            Tools = [new HostedWebSearchTool(new Dictionary<string, object?> { ["anthropic-beta"] = "y-2026-01-01" })],
        };
        ChatCall call = ProtocolHarness.Call([Hi], options);
        using HttpRequestMessage request = new();
        AnthropicProtocol.Instance.WriteHeaders(request.Headers, call);
        Assert.Equal(["files-api-2025-04-14", "x-2026-01-01", "y-2026-01-01"], request.Headers.NonValidated["anthropic-beta"]);
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.False(body.TryGetProperty("anthropic-beta", out _));
        Assert.True(body.TryGetProperty("context_management", out _));
        Assert.Equal("""[{"type":"web_search_20250305","name":"web_search"}]""", body.GetProperty("tools").GetRawText());
        Assert.Empty(call.Notes.All);

        options.AdditionalProperties = new() { ["anthropic-beta"] = JsonElement.Parse("""["a","b"]""") };
        using HttpRequestMessage stored = new();
        AnthropicProtocol.Instance.WriteHeaders(stored.Headers, ProtocolHarness.Call([Hi], options));
        Assert.Equal(["a", "b", "y-2026-01-01"], stored.Headers.NonValidated["anthropic-beta"]);
    }

    [Fact]
    public void McpServers_AreServersAndToolsets()
    {
        HostedMcpServerTool server = new("docs", new Uri("https://mcp.example/sse"))
        {
            AllowedTools = ["search"],
            ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire,
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t0ken", ["X-Other"] = "1" },
        };
        ChatCall call = ProtocolHarness.Call([Hi], new() { Tools = [server] });
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        AnthropicRequestTests.AssertJson(
            """[{"type":"mcp_toolset","mcp_server_name":"docs","default_config":{"enabled":false},"configs":{"search":{"enabled":true}}}]""", body.GetProperty("tools"));
        AnthropicRequestTests.AssertJson(
            """[{"type":"url","url":"https://mcp.example/sse","name":"docs","authorization_token":"t0ken"}]""", body.GetProperty("mcp_servers"));
        Assert.Contains(call.Notes.All, static note => note.Contains("X-Other", StringComparison.Ordinal));
        Assert.Equal("mcp-client-2025-11-20", Betas(server));
        server.ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire;
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([Hi], new() { Tools = [server] }));
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([Hi],
            new() { Tools = [new HostedMcpServerTool("x", "connector_gmail")] }));
    }

    private static string Betas(params AITool[] tools)
    {
        using HttpRequestMessage request = new();
        AnthropicProtocol.Instance.WriteHeaders(request.Headers, ProtocolHarness.Call([Hi], new() { Tools = tools }));
        return request.Headers.NonValidated.TryGetValues("anthropic-beta", out var values) ? string.Join(',', values) : "";
    }

    private static JsonElement Write(ChatOptions options) =>
        ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([Hi], options));
}
