using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class RequestInferenceTests
{
    private static readonly AIFunction Function = AIFunctionFactory.Create(static ([Description("a")] int a) => a, "f");

    private static readonly JsonElement Schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    public static TheoryData<string, string> Options => new()
    {
        { "plain", "" },
        { "instructions", "system-prompt" },
        { "function", "tools" },
        { "forced", "tools, forced-tools" },
        { "auto", "tools" },
        { "one function", "tools, forced-tools" },
        { "parallel", "tools, parallel-tools" },
        { "not parallel", "tools" },
        { "strict function", "tools, strict-tools" },
        { "strict options", "tools, strict-tools" },
        { "json", "json-object" },
        { "schema", "json-schema" },
        { "text", "" },
        { "effort", "reasoning" },
        { "no effort", "" },
        { "thinking budget", "reasoning" },
        { "no thinking budget", "" },
        { "seed", "seed" },
        { "temperature", "sampling" },
        { "top-p", "sampling" },
        { "top-k", "top-k" },
        { "frequency", "penalties" },
        { "presence", "penalties" },
        { "stop", "stop-sequences" },
        { "no stop", "" },
        { "logprobs", "log-probs" },
        { "logprobs off", "" },
        { "top_logprobs", "log-probs" },
        { "responseLogprobs", "log-probs" },
        { "modalities", "audio-output" },
        { "responseModalities", "image-output" },
        { "search", "web-search" },
        { "code", "code-execution" },
        { "files", "file-search" },
        { "mcp", "remote-mcp" },
    };

    public static TheoryData<string, string> Histories => new()
    {
        { "user", "" },
        { "system", "system-prompt" },
        { "developer", "system-prompt" },
        { "image", "image-input" },
        { "image uri", "image-input" },
        { "audio", "audio-input" },
        { "video", "video-input" },
        { "pdf", "file-input" },
        { "hosted pdf", "file-input" },
        { "hosted unknown", "" },
        { "text file", "" },
        { "image in result", "tools, image-input" },
        { "images in result", "tools, image-input" },
        { "image early", "image-input" },
        { "one call", "tools" },
        { "two calls", "tools, parallel-tools" },
        { "result", "tools" },
        { "prefill", "prefill" },
        { "empty assistant", "" },
        { "open call", "tools" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Read_InfersNeedsFromOptions(string options, string needs) =>
        Assert.Equal(needs, Read([new ChatMessage(ChatRole.User, "hi")], Make(options)));

    [Theory]
    [MemberData(nameof(Histories))]
    public void Read_InfersNeedsFromMessages(string history, string needs) => Assert.Equal(needs, Read(History(history), null));

    [Fact]
    public void Read_NeedsStreamingForAStream()
    {
        CapabilityFlags needs = RequestInference.Read([new ChatMessage(ChatRole.User, "hi")], null, streaming: true, out _);

        Assert.Equal(CapabilityFlags.Streaming | MeasureFlags.Chat, needs);
    }

    [Fact]
    public void Read_CountsTextInAllPlaces()
    {
        string text = new('x', 10_000);
        JsonElement json = JsonDocument.Parse($"\"{text}\"").RootElement;
        ChatMessage user = new(ChatRole.User, "hi");
        (ChatMessage Message, ChatOptions? Options)[] requests =
        [
            (new(ChatRole.User, text), null),
            (new(ChatRole.Assistant, [new TextReasoningContent(text)]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", text)]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", json)]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", new List<AIContent> { new TextContent(text) })]), null),
            (new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = text })]), null),
            (new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = json })]), null),
            (new(ChatRole.Assistant,
                [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = new[] { text } })]), null),
            (new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new SortedList<string, object?> { ["a"] = text })]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", new[] { text })]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", new { Word = text })]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", new System.Text.Json.Nodes.JsonArray(text))]), null),
            (new(ChatRole.Tool, [new FunctionResultContent("c", new List<object> { text, 1 })]), null),
            (user, new ChatOptions { Instructions = text }),
            (user, new ChatOptions { Tools = [AIFunctionFactory.Create(static () => 1, "f", text)] }),
            (user, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(json) }),
        ];

        Assert.All(requests, static request =>
        {
            RequestInference.Read([request.Message], request.Options, streaming: false, out long atMost);
            Assert.InRange(atMost, 30_000, 31_000);
        });
    }

    [Fact]
    public void Read_ToleratesADisposedDocument()
    {
        JsonDocument document = JsonDocument.Parse("[1]");
        FunctionResultContent result = new("c", document.RootElement);
        document.Dispose();

        Assert.Equal("tools", Read([new ChatMessage(ChatRole.Tool, [result])], null));
    }

    [Fact]
    public void Read_AllocatesNothing()
    {
        ChatMessage[] messages =
            [new(ChatRole.System, "be brief"), new(ChatRole.User, [new TextContent("hi"), new DataContent(new byte[] { 1 }, "image/png")])];
        ChatOptions options = new()
        {
            Tools = [Function, new HostedWebSearchTool()],
            Seed = 1,
            StopSequences = ["x"],
            ResponseFormat =
            ChatResponseFormat.Json
        };
        RequestInference.Read(messages, options, streaming: false, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            RequestInference.Read(messages, options, streaming: false, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        CapabilityNames.Join(RequestInference.Read(messages, options, streaming: false, out _) & MeasureFlags.Flags);

    private static ChatOptions Make(string kind) => kind switch
    {
        "instructions" => new() { Instructions = "be brief" },
        "function" => new() { Tools = [Function] },
        "forced" => new() { Tools = [Function], ToolMode = ChatToolMode.RequireAny },
        "auto" => new() { Tools = [Function], ToolMode = ChatToolMode.Auto },
        "one function" => new() { Tools = [Function], ToolMode = ChatToolMode.RequireSpecific("f") },
        "parallel" => new() { Tools = [Function], AllowMultipleToolCalls = true },
        "not parallel" => new() { Tools = [Function], AllowMultipleToolCalls = false },
        "strict function" => new()
        {
            Tools = [AIFunctionFactory.Create(static (int a) => a,
                new AIFunctionFactoryOptions { Name = "f", AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true } })],
        },
        "strict options" => new() { Tools = [Function], AdditionalProperties = new() { ["strict"] = true } },
        "json" => new() { ResponseFormat = ChatResponseFormat.Json },
        "schema" => new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema) },
        "text" => new() { ResponseFormat = ChatResponseFormat.Text },
        "effort" => new() { Reasoning = new() { Effort = ReasoningEffort.Low } },
        "no effort" => new() { Reasoning = new() { Effort = ReasoningEffort.None } },
        "thinking budget" => new ChatOptions().WithThinkingBudget(1_000),
        "no thinking budget" => new ChatOptions().WithThinkingBudget(0),
        "seed" => new() { Seed = 1 },
        "temperature" => new() { Temperature = 0 },
        "top-p" => new() { TopP = 0.5f },
        "top-k" => new() { TopK = 4 },
        "frequency" => new() { FrequencyPenalty = 1 },
        "presence" => new() { PresencePenalty = 1 },
        "stop" => new() { StopSequences = ["x"] },
        "no stop" => new() { StopSequences = [] },
        "logprobs" => new() { AdditionalProperties = new() { ["logprobs"] = true } },
        "logprobs off" => new() { AdditionalProperties = new() { ["logprobs"] = false, ["top_logprobs"] = 0 } },
        "top_logprobs" => new() { AdditionalProperties = new() { ["top_logprobs"] = JsonDocument.Parse("3").RootElement } },
        "responseLogprobs" => new() { AdditionalProperties = new() { ["responseLogprobs"] = true } },
        "modalities" => new() { AdditionalProperties = new() { ["modalities"] = new[] { "text", "audio" } } },
        "responseModalities" => new() { AdditionalProperties = new() { ["responseModalities"] = JsonDocument.Parse("""["TEXT","IMAGE"]""").RootElement } },
        "search" => new() { Tools = [new HostedWebSearchTool()] },
        "code" => new() { Tools = [new HostedCodeInterpreterTool()] },
        "files" => new() { Tools = [new HostedFileSearchTool()] },
        "mcp" => new() { Tools = [new HostedMcpServerTool("s", "https://mcp.example")] },
        _ => new(),
    };

    private static ChatMessage[] History(string kind)
    {
        DataContent image = new(new byte[] { 1 }, "image/png");
        ChatMessage user = new(ChatRole.User, "hi");
        return kind switch
        {
            "system" => [new(ChatRole.System, "s"), user],
            "developer" => [new(new ChatRole("developer"), "s"), user],
            "image" => [new(ChatRole.User, [image])],
            "image uri" => [new(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])],
            "audio" => [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "audio/wav")])],
            "video" => [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "video/mp4")])],
            "pdf" => [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")])],
            "hosted pdf" => [new(ChatRole.User, [new HostedFileContent("f") { MediaType = "application/pdf" }])],
            "hosted unknown" => [new(ChatRole.User, [new HostedFileContent("f")])],
            "text file" => [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "text/plain")])],
            "image in result" => [new(ChatRole.Tool, [new FunctionResultContent("c", image)])],
            "images in result" =>
                [new(ChatRole.Tool, [new FunctionResultContent("c", new List<AIContent> { new TextContent("a"), image })])],
            "image early" => [new(ChatRole.User, [image]), new(ChatRole.Assistant, "nice"), user],
            "one call" => [user, new(ChatRole.Assistant, [new FunctionCallContent("a", "f")]), new(
                ChatRole.Tool, [new FunctionResultContent("a", "1")])],
            "two calls" =>
            [
                user,
                new(ChatRole.Assistant, [new FunctionCallContent("a", "f"), new FunctionCallContent("b", "f")]),
                new(ChatRole.Tool, [new FunctionResultContent("a", "1"), new FunctionResultContent("b", "1")]),
            ],
            "result" => [user, new(ChatRole.Tool, [new FunctionResultContent("a", "1")])],
            "prefill" => [user, new(ChatRole.Assistant, "{")],
            "empty assistant" => [user, new(ChatRole.Assistant, "")],
            "open call" => [user, new(ChatRole.Assistant, [new TextContent("I look"), new FunctionCallContent("a", "f")])],
            _ => [user],
        };
    }
}
