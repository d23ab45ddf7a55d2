using System.Text.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The names of Anthropic's fields, for both directions. Those that every message repeats are escaped once.</summary>
internal static class AnthropicNames
{
    /// <summary>The service in notes and errors.</summary>
    public const string Service = "Anthropic";

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

    public static ReadOnlySpan<byte> AuthorizationToken => "authorization_token"u8;

    public static ReadOnlySpan<byte> BudgetTokens => "budget_tokens"u8;

    public static ReadOnlySpan<byte> CacheControl => "cache_control"u8;

    public static ReadOnlySpan<byte> Category => "category"u8;

    public static ReadOnlySpan<byte> Citation => "citation"u8;

    public static ReadOnlySpan<byte> Citations => "citations"u8;

    public static ReadOnlySpan<byte> CitedText => "cited_text"u8;

    public static ReadOnlySpan<byte> Configs => "configs"u8;

    public static ReadOnlySpan<byte> Container => "container"u8;

    public static ReadOnlySpan<byte> ContentBlock => "content_block"u8;

    public static ReadOnlySpan<byte> Context => "context"u8;

    public static ReadOnlySpan<byte> ContextManagement => "context_management"u8;

    public static ReadOnlySpan<byte> Data => "data"u8;

    public static ReadOnlySpan<byte> DefaultConfig => "default_config"u8;

    public static ReadOnlySpan<byte> Delta => "delta"u8;

    public static ReadOnlySpan<byte> DisableParallelToolUse => "disable_parallel_tool_use"u8;

    public static ReadOnlySpan<byte> Display => "display"u8;

    public static ReadOnlySpan<byte> DocumentTitle => "document_title"u8;

    public static ReadOnlySpan<byte> Effort => "effort"u8;

    public static ReadOnlySpan<byte> Enabled => "enabled"u8;

    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> Explanation => "explanation"u8;

    public static ReadOnlySpan<byte> FileId => "file_id"u8;

    public static ReadOnlySpan<byte> Format => "format"u8;

    public static ReadOnlySpan<byte> Index => "index"u8;

    public static ReadOnlySpan<byte> IsError => "is_error"u8;

    public static ReadOnlySpan<byte> Iterations => "iterations"u8;

    public static ReadOnlySpan<byte> MaxTokens => "max_tokens"u8;

    public static ReadOnlySpan<byte> McpServerName => "mcp_server_name"u8;

    public static ReadOnlySpan<byte> McpServers => "mcp_servers"u8;

    public static ReadOnlySpan<byte> MediaType => "media_type"u8;

    public static ReadOnlySpan<byte> Message => "message"u8;

    public static ReadOnlySpan<byte> Messages => "messages"u8;

    public static ReadOnlySpan<byte> AnthropicVersion => "anthropic_version"u8;

    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> OutputConfig => "output_config"u8;

    public static ReadOnlySpan<byte> PartialJson => "partial_json"u8;

    public static ReadOnlySpan<byte> Schema => "schema"u8;

    public static ReadOnlySpan<byte> ServiceTier => "service_tier"u8;

    public static ReadOnlySpan<byte> Signature => "signature"u8;

    public static ReadOnlySpan<byte> Source => "source"u8;

    public static ReadOnlySpan<byte> StopDetails => "stop_details"u8;

    public static ReadOnlySpan<byte> StopReason => "stop_reason"u8;

    public static ReadOnlySpan<byte> StopSequence => "stop_sequence"u8;

    public static ReadOnlySpan<byte> StopSequences => "stop_sequences"u8;

    public static ReadOnlySpan<byte> Stream => "stream"u8;

    public static ReadOnlySpan<byte> Strict => "strict"u8;

    public static ReadOnlySpan<byte> System => "system"u8;

    public static ReadOnlySpan<byte> Temperature => "temperature"u8;

    public static ReadOnlySpan<byte> Thinking => "thinking"u8;

    public static ReadOnlySpan<byte> Title => "title"u8;

    public static ReadOnlySpan<byte> ToolChoice => "tool_choice"u8;

    public static ReadOnlySpan<byte> Tools => "tools"u8;

    public static ReadOnlySpan<byte> TopK => "top_k"u8;

    public static ReadOnlySpan<byte> TopP => "top_p"u8;

    public static ReadOnlySpan<byte> Ttl => "ttl"u8;

    public static ReadOnlySpan<byte> Url => "url"u8;

    public static ReadOnlySpan<byte> Usage => "usage"u8;
}
