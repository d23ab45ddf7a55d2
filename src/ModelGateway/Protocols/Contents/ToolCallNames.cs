namespace ModelGateway.Protocols.Contents;

/// <summary>
/// The field names of functions, tool calls and tool results in the form of Chat Completions, which several protocols share.
/// </summary>
internal static class ToolCallNames
{
    public static ReadOnlySpan<byte> ToolCalls => "tool_calls"u8;

    public static ReadOnlySpan<byte> ToolCallId => "tool_call_id"u8;

    public static ReadOnlySpan<byte> Id => "id"u8;

    public static ReadOnlySpan<byte> Index => "index"u8;

    public static ReadOnlySpan<byte> Type => "type"u8;

    /// <summary>The object of a tool or a call, and the type that both have.</summary>
    public static ReadOnlySpan<byte> Function => "function"u8;

    public static ReadOnlySpan<byte> Name => "name"u8;

    public static ReadOnlySpan<byte> Description => "description"u8;

    public static ReadOnlySpan<byte> Parameters => "parameters"u8;

    public static ReadOnlySpan<byte> Strict => "strict"u8;

    public static ReadOnlySpan<byte> Arguments => "arguments"u8;

    /// <summary>Where Google's OpenAI endpoint puts the signature of a call.</summary>
    public static ReadOnlySpan<byte> ExtraContent => "extra_content"u8;

    public static ReadOnlySpan<byte> Google => "google"u8;

    public static ReadOnlySpan<byte> ThoughtSignature => "thought_signature"u8;
}
