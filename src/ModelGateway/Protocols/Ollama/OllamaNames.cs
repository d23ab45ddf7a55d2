namespace ModelGateway.Protocols.Ollama;

/// <summary>The fields of Ollama, each once, for readers and writers. Those of usage are in <see cref="OllamaUsage"/>.</summary>
internal static class OllamaNames
{
    public static ReadOnlySpan<byte> Arguments => "arguments"u8;

    public static ReadOnlySpan<byte> Content => "content"u8;

    public static ReadOnlySpan<byte> CreatedAt => "created_at"u8;

    public static ReadOnlySpan<byte> Dimensions => "dimensions"u8;

    public static ReadOnlySpan<byte> Done => "done"u8;

    public static ReadOnlySpan<byte> DoneReason => "done_reason"u8;

    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> Format => "format"u8;

    public static ReadOnlySpan<byte> FrequencyPenalty => "frequency_penalty"u8;

    public static ReadOnlySpan<byte> Function => "function"u8;

    public static ReadOnlySpan<byte> Id => "id"u8;

    public static ReadOnlySpan<byte> Images => "images"u8;

    public static ReadOnlySpan<byte> Input => "input"u8;

    public static ReadOnlySpan<byte> Message => "message"u8;

    public static ReadOnlySpan<byte> Messages => "messages"u8;

    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> Name => "name"u8;

    public static ReadOnlySpan<byte> NumPredict => "num_predict"u8;

    public static ReadOnlySpan<byte> Options => "options"u8;

    public static ReadOnlySpan<byte> PresencePenalty => "presence_penalty"u8;

    public static ReadOnlySpan<byte> Role => "role"u8;

    public static ReadOnlySpan<byte> Seed => "seed"u8;

    public static ReadOnlySpan<byte> Stop => "stop"u8;

    public static ReadOnlySpan<byte> Stream => "stream"u8;

    public static ReadOnlySpan<byte> Temperature => "temperature"u8;

    public static ReadOnlySpan<byte> Think => "think"u8;

    public static ReadOnlySpan<byte> Thinking => "thinking"u8;

    public static ReadOnlySpan<byte> ToolCallId => "tool_call_id"u8;

    public static ReadOnlySpan<byte> ToolCalls => "tool_calls"u8;

    public static ReadOnlySpan<byte> ToolName => "tool_name"u8;

    public static ReadOnlySpan<byte> Tools => "tools"u8;

    public static ReadOnlySpan<byte> TopK => "top_k"u8;

    public static ReadOnlySpan<byte> TopP => "top_p"u8;
}
