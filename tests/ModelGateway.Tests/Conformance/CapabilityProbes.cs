using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;

namespace ModelGateway.Tests.Conformance;

/// <summary>A request with each capability that a request can show, and the same without it.</summary>
internal static class CapabilityProbes
{
    /// <summary>
    /// What an answer shows and no request, what no option stands for, or what is an extra field that every protocol passes on.
    /// </summary>
    public const CapabilityFlags NotShown =
        CapabilityFlags.ImageOutput | CapabilityFlags.AudioOutput | CapabilityFlags.LogProbs | CapabilityFlags.ParallelTools
            | CapabilityFlags.Prefill
        | CapabilityFlags.Streaming | CapabilityFlags.PromptCaching | CapabilityFlags.ComputerUse | CapabilityFlags.NoTraining
        | CapabilityFlags.ZeroRetention | CapabilityFlags.AdjustableDimensions;

    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""");

    private static readonly AIFunctionDeclaration Plain = AIFunctionFactory.CreateDeclaration("weather", null, Schema);

    /// <summary>The options and contents that show a capability, and those to compare with.</summary>
    public static (Probe With, Probe Without) Of(CapabilityFlags flag) => flag switch
    {
        CapabilityFlags.Tools => (new(Options(Plain)), new()),
        CapabilityFlags.ForcedTools => (new(Options(Plain, ChatToolMode.RequireAny)), new(Options(Plain))),
        CapabilityFlags.StrictTools => (new(Options(new StrictFunction(Plain))), new(Options(Plain))),
        CapabilityFlags.JsonObject => (new(new ChatOptions { ResponseFormat = ChatResponseFormat.Json }), new()),
        CapabilityFlags.JsonSchema => (new(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema) }), new()),
        CapabilityFlags.ImageInput => Media("image/png"),
        CapabilityFlags.AudioInput => Media("audio/wav"),
        CapabilityFlags.VideoInput => Media("video/mp4"),
        CapabilityFlags.FileInput => Media("application/pdf"),
        CapabilityFlags.SystemPrompt => (new(new ChatOptions { Instructions = "Be brief." }), new()),
        CapabilityFlags.Reasoning => (new(new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.High } }), new()),
        CapabilityFlags.Seed => (new(new ChatOptions { Seed = 7 }), new()),
        CapabilityFlags.Sampling => (new(new ChatOptions { Temperature = 0.5f }), new()),
        CapabilityFlags.TopK => (new(new ChatOptions { TopK = 7 }), new()),
        CapabilityFlags.Penalties => (new(new ChatOptions { FrequencyPenalty = 0.5f }), new()),
        CapabilityFlags.StopSequences => (new(new ChatOptions { StopSequences = ["END"] }), new()),
        CapabilityFlags.WebSearch => (new(Options(new HostedWebSearchTool())), new()),
        CapabilityFlags.CodeExecution => (new(Options(new HostedCodeInterpreterTool())), new()),
        CapabilityFlags.FileSearch => (new(Options(new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("v1")] })), new()),
        CapabilityFlags.RemoteMcp => (new(Options(new HostedMcpServerTool("docs", "https://mcp.example/sse") { ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire })), new()),
        _ => throw new ArgumentOutOfRangeException(nameof(flag), flag,
            "A new capability needs a request that shows it, or a reason why there is none."),
    };

    private static (Probe With, Probe Without) Media(string type) => (new(null, new DataContent(new byte[] { 1, 2, 3 }, type)), new());

    private static ChatOptions Options(AITool tool, ChatToolMode? mode = null) => new() { Tools = [tool], ToolMode = mode };

    /// <summary>A request.</summary>
    internal sealed record Probe(ChatOptions? Options = null, AIContent? Content = null)
    {
        public IReadOnlyList<ChatMessage> Messages =>
            [new(ChatRole.User, [new TextContent("hi"), .. Content is null ? (AIContent[])[] : [Content]])];
    }

    private sealed class StrictFunction(AIFunctionDeclaration inner) : AIFunctionDeclaration
    {
        public override string Name => inner.Name;

        public override string Description => inner.Description;

        public override JsonElement JsonSchema => inner.JsonSchema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            new Dictionary<string, object?> { ["strict"] = true };
    }
}
