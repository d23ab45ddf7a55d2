using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

#pragma warning disable MEAI001 // A tool that is not stable yet, and that the protocol cannot send.

public sealed class ResponsesToolWriterTests
{
    private static readonly AIFunctionDeclaration Weather = AIFunctionFactory.CreateDeclaration(
        "weather", "Tells the weather.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}"""));

    [Fact]
    public void Function_IsStrictOnlyWhereAsked()
    {
        AssertTools(
            """[{"type":"function","name":"weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}},"strict":false}]""",
            Weather);
        AIFunction strict = AIFunctionFactory.Create(
            static (string city) => city,
                new AIFunctionFactoryOptions { Name = "w", AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true } });
        Assert.True(Write(Hi, new() { Tools = [strict] }).GetProperty("tools")[0].GetProperty("strict").GetBoolean());
    }

    [Fact]
    public void WebSearch_IsWrittenWithItsPropertiesAndItsSourcesAreAskedFor()
    {
        HostedWebSearchTool tool = new(new Dictionary<string, object?> { ["search_context_size"] = "low", ["type"] = "ignored" });
        AssertTools("""[{"type":"web_search","search_context_size":"low"}]""", tool);
        AssertJson("""["web_search_call.action.sources"]""", Write(Hi, new() { Tools = [tool] }).GetProperty("include"));
    }

    [Fact]
    public void CodeInterpreter_HasAContainer()
    {
        AssertTools("""[{"type":"code_interpreter","container":{"type":"auto"}}]""", new HostedCodeInterpreterTool());
        AssertTools(
            """[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file_1"]}}]""",
            new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file_1")] });
        AssertTools(
            """[{"type":"code_interpreter","container":"cntr_1"}]""",
            new HostedCodeInterpreterTool(new Dictionary<string, object?> { ["container"] = "cntr_1" }));
    }

    [Fact]
    public void FileSearch_NeedsAVectorStore()
    {
        AssertTools(
            """[{"type":"file_search","vector_store_ids":["vs_1","vs_2"],"max_num_results":4}]""",
            new HostedFileSearchTool
            {
                Inputs = [new HostedVectorStoreContent("vs_1"), new HostedVectorStoreContent("vs_2")],
                MaximumResultCount = 4
            });
        Assert.Equal(FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => Write(Hi, new() { Tools = [new HostedFileSearchTool()] })).Kind);
    }

    [Fact]
    public void ImageGeneration_HasItsOptions() => AssertTools(
        """[{"type":"image_generation","model":"gpt-image-1","size":"1024x1536","output_format":"webp","partial_images":2,"quality":"low"}]""",
        new HostedImageGenerationTool(new Dictionary<string, object?> { ["quality"] = "low" })
        {
            Options = new() { ModelId = "gpt-image-1", ImageSize = new(1024, 1536), MediaType = "image/webp", StreamingCount = 2 },
        });

    [Fact]
    public void McpServer_IsAUrlOrAConnectorWithItsApprovals()
    {
        AssertTools(
            """
            [{"type":"mcp","server_label":"docs","server_url":"https://mcp.example/sse","server_description":"Docs.","allowed_tools":["search"],
              "headers":{"X-Key":"v"},"require_approval":"never"}]
            """,
            new HostedMcpServerTool("docs", "https://mcp.example/sse")
            {
                ServerDescription = "Docs.",
                AllowedTools = ["search"],
                Headers = new Dictionary<string, string> { ["X-Key"] = "v" },
                ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire,
            });
        AssertTools(
            """[{"type":"mcp","server_label":"mail","connector_id":"connector_gmail","require_approval":"always","authorization":"t"}]""",
            new HostedMcpServerTool("mail", "connector_gmail", new Dictionary<string,
                object?>
            { ["authorization"] = "t" })
            { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire });
        AssertTools(
            """[{"type":"mcp","server_label":"m","connector_id":"c","require_approval":{"always":{"tool_names":["send"]},"never":{"tool_names":["read"]}}}]""",
            new HostedMcpServerTool("m", "c") { ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["send"], ["read"]) });
        AssertTools("""[{"type":"mcp","server_label":"m","connector_id":"c"}]""", new HostedMcpServerTool("m", "c"));
    }

    [Fact]
    public void AnotherTool_IsRefused()
    {
        ProviderException exception = Assert.Throws<ProviderException>(() => Write(Hi, new() { Tools = [new HostedToolSearchTool()] }));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.Contains("HostedToolSearchTool", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToolModes_AreChoices()
    {
        AssertChoice("\"none\"", ChatToolMode.None);
        AssertChoice("\"auto\"", ChatToolMode.Auto);
        AssertChoice("\"required\"", ChatToolMode.RequireAny);
        AssertChoice("""{"type":"function","name":"weather"}""", ChatToolMode.RequireSpecific("weather"));
        AssertChoice("""{"type":"web_search"}""", ChatToolMode.RequireSpecific("web_search"));
        AssertChoice("""{"type":"mcp","server_label":"docs"}""", ChatToolMode.RequireSpecific("mcp"));
        Assert.False(Write(Hi, new() { Tools = [Weather] }).TryGetProperty("tool_choice", out _));
    }

    [Fact]
    public void ParallelCalls_AreAsAllowed()
    {
        Assert.False(Write(Hi, new() { Tools = [Weather], AllowMultipleToolCalls = false }).GetProperty("parallel_tool_calls")
            .GetBoolean());
        Assert.False(Write(Hi, new() { AllowMultipleToolCalls = false }).TryGetProperty("parallel_tool_calls", out _));
    }

    [Fact]
    public void RequiredTool_WithoutToolsIsNoted() =>
        Assert.Contains(Notes(Hi, new() { ToolMode = ChatToolMode.RequireAny }), static note =>
            note.StartsWith("ToolMode", StringComparison.Ordinal));

    private static void AssertTools(string expected, AITool tool) =>
        AssertJson(expected, Write(Hi, new() { Tools = [tool] }).GetProperty("tools"));

    private static void AssertChoice(string expected, ChatToolMode mode) => AssertJson(
        expected,
        Write(Hi, new() { Tools = [Weather, new HostedWebSearchTool(), new HostedMcpServerTool("docs", "https://x.example")], ToolMode = mode }).GetProperty("tool_choice"));
}
