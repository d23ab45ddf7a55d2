namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Cohere's field names, for both directions. Those of tools and tool calls are in <see cref="Contents.ToolCallNames"/>.
/// </summary>
internal static class CohereNames
{
    // The request.
    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> Messages => "messages"u8;

    public static ReadOnlySpan<byte> Stream => "stream"u8;

    public static ReadOnlySpan<byte> MaxTokens => "max_tokens"u8;

    public static ReadOnlySpan<byte> Temperature => "temperature"u8;

    public static ReadOnlySpan<byte> TopP => "p"u8;

    public static ReadOnlySpan<byte> TopK => "k"u8;

    public static ReadOnlySpan<byte> FrequencyPenalty => "frequency_penalty"u8;

    public static ReadOnlySpan<byte> PresencePenalty => "presence_penalty"u8;

    public static ReadOnlySpan<byte> Seed => "seed"u8;

    public static ReadOnlySpan<byte> StopSequences => "stop_sequences"u8;

    public static ReadOnlySpan<byte> TokenBudget => "token_budget"u8;

    public static ReadOnlySpan<byte> ResponseFormat => "response_format"u8;

    public static ReadOnlySpan<byte> JsonSchema => "json_schema"u8;

    public static ReadOnlySpan<byte> Tools => "tools"u8;

    public static ReadOnlySpan<byte> StrictTools => "strict_tools"u8;

    public static ReadOnlySpan<byte> ToolChoice => "tool_choice"u8;

    // Messages and their parts, in requests and answers.
    public static ReadOnlySpan<byte> Content => "content"u8;

    public static ReadOnlySpan<byte> Type => "type"u8;

    public static ReadOnlySpan<byte> Text => "text"u8;

    public static ReadOnlySpan<byte> Thinking => "thinking"u8;

    public static ReadOnlySpan<byte> ImageUrl => "image_url"u8;

    public static ReadOnlySpan<byte> Url => "url"u8;

    public static ReadOnlySpan<byte> Detail => "detail"u8;

    public static ReadOnlySpan<byte> ToolPlan => "tool_plan"u8;

    // The answer.
    public static ReadOnlySpan<byte> Id => "id"u8;

    public static ReadOnlySpan<byte> Delta => "delta"u8;

    public static ReadOnlySpan<byte> Message => "message"u8;

    public static ReadOnlySpan<byte> FinishReason => "finish_reason"u8;

    public static ReadOnlySpan<byte> Usage => "usage"u8;

    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> Citations => "citations"u8;

    public static ReadOnlySpan<byte> Start => "start"u8;

    public static ReadOnlySpan<byte> End => "end"u8;

    public static ReadOnlySpan<byte> Sources => "sources"u8;

    public static ReadOnlySpan<byte> Document => "document"u8;

    public static ReadOnlySpan<byte> ToolOutput => "tool_output"u8;

    public static ReadOnlySpan<byte> Title => "title"u8;

    public static ReadOnlySpan<byte> Snippet => "snippet"u8;

    // Embeddings.
    public static ReadOnlySpan<byte> Texts => "texts"u8;

    public static ReadOnlySpan<byte> InputType => "input_type"u8;

    public static ReadOnlySpan<byte> EmbeddingTypes => "embedding_types"u8;

    public static ReadOnlySpan<byte> OutputDimension => "output_dimension"u8;

    public static ReadOnlySpan<byte> Float => "float"u8;
}
