using System.Text.Json;
using Microsoft.Extensions.AI;
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
}
