using System.Text.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The names that every message repeats, escaped once.</summary>
internal static class AnthropicNames
{
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    public static readonly JsonEncodedText Role = JsonEncodedText.Encode("role");
    public static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText Input = JsonEncodedText.Encode("input");
    public static readonly JsonEncodedText ToolUse = JsonEncodedText.Encode("tool_use");
    public static readonly JsonEncodedText ToolResult = JsonEncodedText.Encode("tool_result");
    public static readonly JsonEncodedText ToolUseId = JsonEncodedText.Encode("tool_use_id");

    /// <summary>The longest tool-call id that is sent as it is.</summary>
    public const int MaxToolCallId = 64;
}
