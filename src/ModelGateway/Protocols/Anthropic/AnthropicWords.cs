using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Anthropic's words, for both directions. <see cref="Claude.ClaudeWords"/> has those that Bedrock shares.</summary>
internal static class AnthropicWords
{
    /// <summary>
    /// <c>stop_reason</c>. Reasons without a counterpart (<c>pause_turn</c>, <c>model_context_window_exceeded</c>) keep Anthropic's name.
    /// </summary>
    public static readonly WordTable<ChatFinishReason> FinishReasons = new(
        ("end_turn", ChatFinishReason.Stop),
        ("stop_sequence", ChatFinishReason.Stop),
        ("tool_use", ChatFinishReason.ToolCalls),
        ("max_tokens", ChatFinishReason.Length),
        ("refusal", ChatFinishReason.ContentFilter));

    /// <summary><c>role</c> of a message. Tool results belong to the user's side; instructions have a separate field.</summary>
    public static readonly WordTable<ChatRole> Roles = new(
        ("user", ChatRole.User),
        ("assistant", ChatRole.Assistant));

    /// <summary><c>tool_choice.type</c>. A named tool is <see cref="NamedTool"/>.</summary>
    public static readonly WordTable<ChatToolMode> ToolChoices = new(
        ("none", ChatToolMode.None),
        ("auto", ChatToolMode.Auto),
        ("any", ChatToolMode.RequireAny));

    /// <summary>The types of a stream's events, the most frequent first.</summary>
    public static readonly WordTable<AnthropicEventType> Events = new(
        ("content_block_delta", AnthropicEventType.BlockDelta),
        ("content_block_start", AnthropicEventType.BlockStart),
        ("content_block_stop", AnthropicEventType.BlockStop),
        ("ping", AnthropicEventType.Ping),
        ("message_start", AnthropicEventType.MessageStart),
        ("message_delta", AnthropicEventType.MessageDelta),
        ("message_stop", AnthropicEventType.MessageStop),
        ("error", AnthropicEventType.Error));

    /// <summary>The types of a block's deltas.</summary>
    public static readonly WordTable<AnthropicDeltaType> Deltas = new(
        ("text_delta", AnthropicDeltaType.Text),
        ("input_json_delta", AnthropicDeltaType.InputJson),
        ("thinking_delta", AnthropicDeltaType.Thinking),
        ("signature_delta", AnthropicDeltaType.Signature),
        ("citations_delta", AnthropicDeltaType.Citation));

    /// <summary>The types of an answer's blocks, the most frequent first.</summary>
    public static readonly WordTable<AnthropicBlockType> Blocks = new(
        ("text", AnthropicBlockType.Text),
        ("tool_use", AnthropicBlockType.ToolUse),
        ("thinking", AnthropicBlockType.Thinking),
        ("redacted_thinking", AnthropicBlockType.RedactedThinking),
        ("server_tool_use", AnthropicBlockType.ServerToolUse),
        ("web_search_tool_result", AnthropicBlockType.WebSearchResult),
        ("code_execution_tool_result", AnthropicBlockType.CodeExecutionResult),
        ("bash_code_execution_tool_result", AnthropicBlockType.CodeExecutionResult),
        ("text_editor_code_execution_tool_result", AnthropicBlockType.CodeExecutionResult),
        ("mcp_tool_use", AnthropicBlockType.McpToolUse),
        ("mcp_tool_result", AnthropicBlockType.McpToolResult));

    public static ReadOnlySpan<byte> Thinking => "thinking"u8;

    public static ReadOnlySpan<byte> RedactedThinking => "redacted_thinking"u8;

    public static ReadOnlySpan<byte> Image => "image"u8;

    public static ReadOnlySpan<byte> Document => "document"u8;

    /// <summary>The types of a medium's source.</summary>
    public static ReadOnlySpan<byte> Base64Source => "base64"u8;

    /// <inheritdoc cref="Base64Source"/>
    public static ReadOnlySpan<byte> TextSource => "text"u8;

    /// <inheritdoc cref="Base64Source"/>
    public static ReadOnlySpan<byte> UrlSource => "url"u8;

    /// <inheritdoc cref="Base64Source"/>
    public static ReadOnlySpan<byte> FileSource => "file"u8;

    public static ReadOnlySpan<byte> User => "user"u8;

    public static ReadOnlySpan<byte> Assistant => "assistant"u8;

    /// <summary>The <c>tool_choice.type</c> that names one tool.</summary>
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

    /// <summary>Finds the type of the block that the reader stands at, which itself stays where it is.</summary>
    public static AnthropicBlockType PeekBlock(Utf8JsonReader reader) =>
        !JsonFields.MoveTo(ref reader, AnthropicNames.Type.EncodedUtf8Bytes) || reader.TokenType == JsonTokenType.Null
            ? AnthropicBlockType.Unknown
        : reader.TokenType != JsonTokenType.String ? throw JsonFields.Unexpected(reader.TokenType, "a block's type")
        : Blocks.TryRead(ref reader, out AnthropicBlockType type) ? type
        : AnthropicBlockType.Unknown;

    /// <summary>Reads the stop reason that the reader stands on; null while there is none.</summary>
    public static ChatFinishReason? ReadFinishReason(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (FinishReasons.TryRead(ref reader, out ChatFinishReason known))
        {
            return known;
        }

        string? unknown = reader.GetString();
        return string.IsNullOrWhiteSpace(unknown) ? null : new ChatFinishReason(unknown);
    }
}
