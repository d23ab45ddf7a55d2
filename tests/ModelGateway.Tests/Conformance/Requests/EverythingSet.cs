using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Requests that set every option and hold every content that a protocol has a place for.</summary>
internal static class EverythingSet
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");
    private static readonly byte[] Bytes = [1, 2, 3];

    private const string SearchCall = """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"Oslo"}}""";

    private const string SearchResult =
        """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","title":"Oslo","url":"https://example.com/","encrypted_content":"c2VjcmV0","page_age":null}]}""";

    /// <summary>A request for a model, with one of the ways to choose tools and one of the efforts.</summary>
    public static MappedRequest Create(string model, string protocol, ChatToolMode mode, ReasoningEffort effort)
    {
        MappedRequest request = new() { ModelId = model, Streaming = true };
        SetOptions(request.Options, mode, effort);
        request.Messages.Add(new ChatMessage(ChatRole.System, [Cached(new TextContent("Be brief."))]));
        request.Messages.Add(new ChatMessage(ChatRole.User, UserContents(protocol)) { AuthorName = "ada" });
        request.Messages.Add(new ChatMessage(ChatRole.Assistant, AssistantContents(protocol)));
        request.Messages.Add(new ChatMessage(ChatRole.Tool, Results(protocol)));
        request.Messages.Add(new ChatMessage(ChatRole.Assistant, [new ErrorContent("No.") { ErrorCode = "Refusal" }]));
        request.Messages.Add(new ChatMessage(ChatRole.User, "Why?"));
        request.Options.Tools = Tools(protocol);
        return request;
    }

    private static void SetOptions(ChatOptions options, ChatToolMode mode, ReasoningEffort effort)
    {
        options.Instructions = "Answer in English.";
        options.Temperature = 1;
        options.TopP = 0.95f;
        options.TopK = 40;
        options.FrequencyPenalty = 0.1f;
        options.PresencePenalty = 0.2f;
        options.Seed = 7;
        options.MaxOutputTokens = 64_000;
        options.StopSequences = ["END"];
        options.AllowMultipleToolCalls = false;
        options.ToolMode = mode;
        options.Reasoning = new ReasoningOptions { Effort = effort, Output = ReasoningOutput.Summary };
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "answer", "An answer.");
        options.AdditionalProperties = new AdditionalPropertiesDictionary { ["strict"] = true };
    }

    private static List<AIContent> UserContents(string protocol)
    {
        List<AIContent> contents =
        [
            Cached(new TextContent("Look.")),
            Detailed(new DataContent(Bytes, "image/png")),
            Detailed(new UriContent("https://example.com/a.png", "image/png")),
            new DataContent(Bytes, "application/pdf") { Name = "a.pdf", AdditionalProperties = new() { ["citations"] = true } },
            new DataContent("a,b"u8.ToArray(), "text/csv") { Name = "a.csv" },
            new HostedFileContent("file-1") { Name = "b.pdf" },
        ];
        if (protocol != AnthropicProtocol.ProtocolName)
        {
            contents.Add(new DataContent(Bytes, "audio/mpeg"));
        }

        if (protocol != RequestProtocol.AdapterOf("openai").Protocol)
        {
            contents.Add(new UriContent("https://example.com/a.pdf", "application/pdf"));
        }

        return contents;
    }

    private static List<AIContent> AssistantContents(string protocol)
    {
        TextReasoningContent reasoning = new("Hm.") { ProtectedData = "c2lnbmVk" };
        ContentOrigin.Set(reasoning, protocol);
        FunctionCallContent call = new("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" });
        ContentOrigin.SetSignature(call, protocol, "c2lnbmVk");
        List<AIContent> contents = [reasoning, new TextContent("I look."), call, new FunctionCallContent("call_2", "map", null),
            new FunctionCallContent("call_3", "map", null)];
        if (protocol == AnthropicProtocol.ProtocolName)
        {
            contents.InsertRange(0, [RedactedReasoning.Create("c2VjcmV0", AnthropicProtocol.ProtocolName),
                Block("server_tool_use", SearchCall), Block("web_search_tool_result", SearchResult)]);
        }
        else if (protocol == GeminiFlavor.AIStudio.Protocol)
        {
            contents.InsertRange(1, [GeminiCodeExecution.CreateCall("code_1", "PYTHON", "print(1)", protocol),
                GeminiCodeExecution.CreateResult("code_1", "OUTCOME_OK", "1", protocol)]);
        }

        return contents;
    }

    private static List<AIContent> Results(string protocol)
    {
        List<AIContent> shown = [new TextContent("A map."), new DataContent(Bytes, "image/png")];
        if (protocol == AnthropicProtocol.ProtocolName)
        {
            shown.AddRange([new UriContent("https://example.com/a.png", "image/png"), new HostedFileContent("file-2"), new DataContent(Bytes, "application/pdf") { Name = "a.pdf" }]);
        }

        return
        [
            Cached(new FunctionResultContent("call_1", "Sun.")),
            new FunctionResultContent("call_2", shown),
            new FunctionResultContent("call_3", null) { Exception = new InvalidOperationException("No map.") },
        ];
    }

    private static List<AITool> Tools(string protocol)
    {
        Dictionary<string, object?> extras = new() { ["strict"] = true, [AnthropicCacheControl.Key] = "1h" };
        List<AITool> tools = [new DeclaredTool("weather", "Tells the weather.", Schema, extras),
            new DeclaredTool("map", "", default, new Dictionary<string, object?>())];
        tools.Add(new HostedWebSearchTool());
        if (protocol == GeminiFlavor.AIStudio.Protocol)
        {
            tools.Add(new HostedCodeInterpreterTool());
        }

        return tools;
    }

    private static AIContent Block(string type, string json) => AnthropicServerBlockReader.Read(
        AnthropicWords.Blocks.TryFind(type, out AnthropicBlockType known) ? known : AnthropicBlockType.Unknown,
        Encoding.UTF8.GetBytes(json));

    private static TContent Cached<TContent>(TContent content)
        where TContent : AIContent
    {
        (content.AdditionalProperties ??= [])[AnthropicCacheControl.Key] = "1h";
        return content;
    }

    private static TContent Detailed<TContent>(TContent content)
        where TContent : AIContent
    {
        (content.AdditionalProperties ??= [])["detail"] = "low";
        return content;
    }
}
