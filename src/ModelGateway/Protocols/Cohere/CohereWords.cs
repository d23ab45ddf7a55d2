using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Cohere's words, for both directions.</summary>
internal static class CohereWords
{
    public static readonly FinishReasonTable FinishReasons = new(
        new(
            ("COMPLETE", ChatFinishReason.Stop),
            ("STOP_SEQUENCE", ChatFinishReason.Stop),
            ("MAX_TOKENS", ChatFinishReason.Length),
            ("TOOL_CALL", ChatFinishReason.ToolCalls),
            ("ERROR_TOXIC", ChatFinishReason.ContentFilter)),
        new(
            ("ERROR", "The provider failed: the answer ended with an error."),
            ("TIMEOUT", "The provider failed: it ran out of time in the answer.")));

    /// <summary>Without a word the model chooses.</summary>
    public static readonly WordTable<ChatToolMode> ToolChoices = new(
        ("NONE", ChatToolMode.None),
        ("REQUIRED", ChatToolMode.RequireAny));

    public static readonly JsonEncodedText System = JsonEncodedText.Encode("system");

    public static readonly JsonEncodedText User = JsonEncodedText.Encode("user");

    public static readonly JsonEncodedText Assistant = JsonEncodedText.Encode("assistant");

    public static readonly JsonEncodedText Tool = JsonEncodedText.Encode("tool");

    public static readonly WordTable<ChatRole> Roles = new(
        (System.Value, ChatRole.System),
        (User.Value, ChatRole.User),
        (Assistant.Value, ChatRole.Assistant),
        (Tool.Value, ChatRole.Tool));
}
