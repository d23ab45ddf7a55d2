using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>The words of Bedrock's Converse, for both directions. Where several words mean the same, the first is written.</summary>
internal static class BedrockWords
{
    /// <summary>
    /// <c>stopReason</c>. Those without a counterpart (<c>model_context_window_exceeded</c>, <c>malformed_tool_use</c>) keep Bedrock's
    /// name.
    /// </summary>
    public static readonly WordTable<ChatFinishReason> FinishReasons = new(
        ("end_turn", ChatFinishReason.Stop),
        ("stop_sequence", ChatFinishReason.Stop),
        ("tool_use", ChatFinishReason.ToolCalls),
        ("max_tokens", ChatFinishReason.Length),
        ("content_filtered", ChatFinishReason.ContentFilter),
        ("guardrail_intervened", ChatFinishReason.ContentFilter));

    /// <summary><c>role</c> of a message. Tool results belong to the user's side; instructions have a separate field.</summary>
    public static readonly WordTable<ChatRole> Roles = new(
        ("user", ChatRole.User),
        ("assistant", ChatRole.Assistant));

    /// <summary>The member of <c>toolChoice</c>. A named tool is <c>tool</c>; there is no word for no tool.</summary>
    public static readonly WordTable<ChatToolMode> ToolChoices = new(
        ("auto", ChatToolMode.Auto),
        ("any", ChatToolMode.RequireAny));

    /// <summary>The types of a stream's events, the most frequent first.</summary>
    public static readonly WordTable<BedrockEventType> Events = new(
        ("contentBlockDelta", BedrockEventType.BlockDelta),
        ("contentBlockStart", BedrockEventType.BlockStart),
        ("contentBlockStop", BedrockEventType.BlockStop),
        ("messageStart", BedrockEventType.MessageStart),
        ("messageStop", BedrockEventType.MessageStop),
        ("metadata", BedrockEventType.Metadata));

    /// <summary>The names of the tools that Bedrock runs, and the types of their results.</summary>
    public static readonly WordTable<BedrockServerTool> ServerTools = new(
        ("nova_grounding", BedrockServerTool.Search),
        ("nova_grounding_result", BedrockServerTool.Search),
        ("nova_code_interpreter", BedrockServerTool.Code),
        ("nova_code_interpreter_result", BedrockServerTool.Code));

    /// <summary>What precedes the type of an exception in a stream: the frame's own kind.</summary>
    public static ReadOnlySpan<byte> ExceptionPrefix => "exception:"u8;

    /// <summary>What precedes the code of an error in a stream.</summary>
    public static ReadOnlySpan<byte> ErrorPrefix => "error:"u8;

    /// <summary>The <c>status</c> of a tool's result that is a failure.</summary>
    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> User => "user"u8;

    public static ReadOnlySpan<byte> Assistant => "assistant"u8;

    /// <summary>The member of <c>toolChoice</c> that names one tool.</summary>
    public static ReadOnlySpan<byte> NamedTool => "tool"u8;

    /// <summary>
    /// The word for a tool mode that names no tool; a mode that is not known becomes the word that lets the model decide.
    /// </summary>
    public static JsonEncodedText FindToolChoice(ChatToolMode? mode)
    {
        if (!ToolChoices.TryWrite(mode ?? ChatToolMode.Auto, out JsonEncodedText word))
        {
            ToolChoices.TryWrite(ChatToolMode.Auto, out word);
        }

        return word;
    }

    /// <summary>Finds a tool that Bedrock runs by its name or by the type of its result.</summary>
    public static BedrockServerTool FindServerTool(string? word) =>
        word is not null && ServerTools.TryFind(word, out BedrockServerTool tool) ? tool : BedrockServerTool.Other;

    /// <summary>Reads a stop reason; null for none.</summary>
    public static ChatFinishReason? ReadFinishReason(string? reason) =>
        string.IsNullOrEmpty(reason) ? null
        : FinishReasons.TryFind(reason, out ChatFinishReason known) ? known
        : new ChatFinishReason(reason);
}
