using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

/// <summary>What a hosted tool's additional properties become.</summary>
public sealed class HostedToolOptionTests
{
    private static readonly Dictionary<string, object?> Extras = new()
    {
        ["search_context_size"] = "low",
        ["user_location"] = JsonElement.Parse("""{"type":"approximate"}"""),
        ["modelgateway.cache"] = "5m",
        ["strict"] = true,
    };

    [Theory]
    [InlineData("OpenAI", "web_search_options", """{"search_context_size":"low","user_location":{"type":"approximate"}}""")]
    [InlineData("OpenRouter", "plugins", """[{"id":"web","search_context_size":"low","user_location":{"type":"approximate"}}]""")]
    [InlineData("Qwen", "search_options", """{"search_context_size":"low","user_location":{"type":"approximate"}}""")]
    [InlineData("Groq", "tools", """[{"type":"browser_search","search_context_size":"low","user_location":{"type":"approximate"}}]""")]
    public void ASearchsOptions_GoWithIt(string type, string field, string expected) =>
        Dialects.AssertJson(expected,
            Dialects.Write(type, new ChatOptions { Tools = [new HostedWebSearchTool(Extras)] }).GetProperty(field));

    [Fact]
    public void ASearchWithoutOptions_IsAsBefore()
    {
        Dialects.AssertJson("{}",
            Dialects.Write("OpenAI", new ChatOptions { Tools = [new HostedWebSearchTool()] }).GetProperty("web_search_options"));
        Assert.False(Dialects.Write("Qwen", new ChatOptions { Tools = [new HostedWebSearchTool()] })
            .TryGetProperty("search_options", out _));
    }

    [Fact]
    public void AnInterpretersFiles_AreNoted()
    {
        HostedCodeInterpreterTool tool =
            new(new Dictionary<string, object?> { ["type"] = "x", ["container"] = "c" }) { Inputs = [new HostedFileContent("file-1")] };
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, new ChatOptions { Tools = [tool] });
        Dialects.AssertJson("""[{"type":"code_interpreter","container":"c"}]""", Dialects.Write("Groq", call).GetProperty("tools"));
        Assert.Contains(call.Notes.All, static note => note.Contains("HostedCodeInterpreterTool", StringComparison.Ordinal));

        ChatCall nova = ProtocolHarness.Call(Dialects.Hi, new ChatOptions { Tools = [tool] }, modelId: "amazon.nova-2-lite-v1:0");
        ProtocolHarness.Write(new BedrockProtocol("us-east-1"), nova);
        Assert.Contains(nova.Notes.All, static note => note.Contains("HostedCodeInterpreterTool", StringComparison.Ordinal));
        Assert.Contains(nova.Notes.All, static note => note.Contains("AdditionalProperties[\"container\"]", StringComparison.Ordinal));
    }

    [Fact]
    public void NoField_IsWrittenTwice_AndNoMarkIsSent()
    {
        Dictionary<string, object?> search = new(Extras) { ["max_num_results"] = 7, ["vector_store_ids"] = new[] { "vs" } };
        Dictionary<string, object?> server = new(Extras)
        {
            ["server_label"] = "x",
            ["server_url"] = "y",
            ["allowed_tools"] = 1,
            ["require_approval"] = "never"
        };
        AITool[] tools =
        [
            new HostedWebSearchTool(Extras),
            new HostedFileSearchTool(search) { Inputs = [new HostedVectorStoreContent("other")], MaximumResultCount = 3 },
            new HostedImageGenerationTool(new Dictionary<string, object?> { ["model"] = "x",
                ["output_format"] = "webp" }) { Options = new() { ModelId = "m", MediaType = "image/png" } },
            new HostedMcpServerTool("s", "https://example.com/mcp", server) { AllowedTools = ["t"], ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire },
            new HostedCodeInterpreterTool(new Dictionary<string, object?> { ["container"] = "c" }),
        ];
        string written = Text(new ResponsesProtocol("openai"), tools, out ChatCall call);
        Assert.Equal(5, JsonElement.Parse(written).GetProperty("tools").GetArrayLength());
        Assert.Contains(call.Notes.All, static note => note.Contains("max_num_results", StringComparison.Ordinal));
        Assert.Contains(call.Notes.All, static note => note.Contains("server_label", StringComparison.Ordinal));

        Text(GeminiProtocol.Instance,
            [new HostedFileSearchTool(new Dictionary<string, object?>(Extras) { ["topK"] = 9, ["fileSearchStoreNames"] = 1 })
        {
            Inputs = [new HostedVectorStoreContent("fileSearchStores/a")], MaximumResultCount = 3,
        }], out call);
        Assert.Contains(call.Notes.All, static note => note.Contains("topK", StringComparison.Ordinal));
    }

    private static string Text(IProtocol adapter, AITool[] tools, out ChatCall call)
    {
        call = ProtocolHarness.Call(Dialects.Hi, new ChatOptions { Tools = tools });
        using PooledBufferWriter output = new();
        adapter.WriteRequest(output, call);
        string text = Encoding.UTF8.GetString(output.WrittenSpan);
        using JsonDocument strict = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.DoesNotContain("modelgateway.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"strict\"", text, StringComparison.Ordinal);
        return text;
    }
}
