using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Mistral's words, for both directions.</summary>
internal static class MistralWords
{
    public static readonly FinishReasonTable FinishReasons = new(
        new(
            ("stop", ChatFinishReason.Stop),
            ("tool_calls", ChatFinishReason.ToolCalls),
            ("length", ChatFinishReason.Length),
            ("model_length", ChatFinishReason.Length), // The model's own limit, not the request's.
            ("content_filter", ChatFinishReason.ContentFilter)),
        new(("error", "The provider failed: the answer ended with an error.")));

    public static readonly WordTable<ChatToolMode> ToolChoices = new(
        ("none", ChatToolMode.None),
        ("auto", ChatToolMode.Auto),
        ("any", ChatToolMode.RequireAny),
        ("required", ChatToolMode.RequireAny));

    public static readonly WordTable<ReasoningEffort> Efforts = new(
        ("none", ReasoningEffort.None),
        ("high", ReasoningEffort.High));

    public static readonly WordTable<ChatRole> Roles = new(
        (System.Value, ChatRole.System),
        (User.Value, ChatRole.User),
        (Assistant.Value, ChatRole.Assistant),
        (Tool.Value, ChatRole.Tool));

    public static JsonEncodedText System => OpenAIChatWords.System;

    public static JsonEncodedText User => OpenAIChatWords.User;

    public static JsonEncodedText Assistant => OpenAIChatWords.Assistant;

    public static JsonEncodedText Tool => OpenAIChatWords.Tool;
}
