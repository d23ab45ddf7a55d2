using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The words of Chat Completions, for both directions.</summary>
internal static class OpenAIChatWords
{
    public static readonly FinishReasonTable FinishReasons = new(
        new(
            ("stop", ChatFinishReason.Stop),
            ("tool_calls", ChatFinishReason.ToolCalls),
            ("length", ChatFinishReason.Length),
            ("content_filter", ChatFinishReason.ContentFilter),
            ("function_call", ChatFinishReason.ToolCalls),

            // Servers pass these on from the models or vendors behind them.
            ("eos", ChatFinishReason.Stop),
            ("eos_token", ChatFinishReason.Stop),
            ("stop_sequence", ChatFinishReason.Stop),
            ("end_turn", ChatFinishReason.Stop),
            ("max_tokens", ChatFinishReason.Length),
            ("model_length", ChatFinishReason.Length),
            ("tool_use", ChatFinishReason.ToolCalls),
            ("refusal", ChatFinishReason.ContentFilter),
            ("safety", ChatFinishReason.ContentFilter),
            ("SAFETY", ChatFinishReason.ContentFilter)),
        new(
            ("error", "The provider broke the answer off: error."),
            ("insufficient_system_resource", "The provider broke the answer off: insufficient_system_resource.")));

    public static readonly WordTable<ChatToolMode> ToolChoices = new(
        ("none", ChatToolMode.None),
        ("auto", ChatToolMode.Auto),
        ("required", ChatToolMode.RequireAny));

    /// <summary><c>type</c> of the tools that Groq runs, with the names of the counts that they add to.</summary>
    public static readonly WordTable<string> ExecutedTools = new(
        ("search", UsageCounts.WebSearches),
        ("web_search", UsageCounts.WebSearches),
        ("browser_search", UsageCounts.WebSearches),
        ("visit", UsageCounts.WebFetches),
        ("visit_website", UsageCounts.WebFetches),
        ("python", UsageCounts.CodeExecutions),
        ("code_interpreter", UsageCounts.CodeExecutions),
        ("code_execution", UsageCounts.CodeExecutions));

    public static readonly JsonEncodedText System = JsonEncodedText.Encode("system");

    public static readonly JsonEncodedText Developer = JsonEncodedText.Encode("developer");

    public static readonly JsonEncodedText User = JsonEncodedText.Encode("user");

    public static readonly JsonEncodedText Assistant = JsonEncodedText.Encode("assistant");

    public static readonly JsonEncodedText Tool = JsonEncodedText.Encode("tool");

    public static readonly WordTable<ChatRole> Roles = new(
        (System.Value, ChatRole.System),
        (Developer.Value, new ChatRole(Developer.Value)),
        (User.Value, ChatRole.User),
        (Assistant.Value, ChatRole.Assistant),
        (Tool.Value, ChatRole.Tool));

    /// <summary>The name of the count that a tool of the service adds to.</summary>
    public static string FindExecutedTool(string? type) =>
        type is not null && ExecutedTools.TryFind(type, out string? count) ? count : UsageCounts.OtherServerTools;
}
