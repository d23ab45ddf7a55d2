namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// The field names of Chat Completions, for both directions, in OpenAI's words and then in those that other services add. Fields that a
/// whole family of protocols shares for tool calls are in <see cref="Contents.ToolCallNames"/>.
/// </summary>
internal static class OpenAIChatNames
{
    /// <summary>The additional property under which an answer's service tier is reported.</summary>
    public const string ServiceTierProperty = "service_tier";

    // The request.
    public static ReadOnlySpan<byte> ExecutedTools => "executed_tools"u8;

    public static ReadOnlySpan<byte> LogProbs => "logprobs"u8;

    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> Messages => "messages"u8;

    public static ReadOnlySpan<byte> Stream => "stream"u8;

    public static ReadOnlySpan<byte> StreamOptions => "stream_options"u8;

    public static ReadOnlySpan<byte> IncludeUsage => "include_usage"u8;

    public static ReadOnlySpan<byte> IncludeObfuscation => "include_obfuscation"u8;

    public static ReadOnlySpan<byte> Temperature => "temperature"u8;

    public static ReadOnlySpan<byte> TopP => "top_p"u8;

    public static ReadOnlySpan<byte> TopK => "top_k"u8;

    public static ReadOnlySpan<byte> FrequencyPenalty => "frequency_penalty"u8;

    public static ReadOnlySpan<byte> PresencePenalty => "presence_penalty"u8;

    public static ReadOnlySpan<byte> Seed => "seed"u8;

    public static ReadOnlySpan<byte> Stop => "stop"u8;

    public static ReadOnlySpan<byte> ReasoningEffort => "reasoning_effort"u8;

    public static ReadOnlySpan<byte> ResponseFormat => "response_format"u8;

    public static ReadOnlySpan<byte> JsonSchema => "json_schema"u8;

    public static ReadOnlySpan<byte> Schema => "schema"u8;

    public static ReadOnlySpan<byte> Tools => "tools"u8;

    public static ReadOnlySpan<byte> ToolChoice => "tool_choice"u8;

    public static ReadOnlySpan<byte> ParallelToolCalls => "parallel_tool_calls"u8;

    public static ReadOnlySpan<byte> WebSearchOptions => "web_search_options"u8;

    public static ReadOnlySpan<byte> PromptCacheKey => "prompt_cache_key"u8;

    // Messages and their parts, in requests and answers.
    public static ReadOnlySpan<byte> Role => "role"u8;

    public static ReadOnlySpan<byte> Content => "content"u8;

    public static ReadOnlySpan<byte> Name => "name"u8;

    public static ReadOnlySpan<byte> Refusal => "refusal"u8;

    public static ReadOnlySpan<byte> Type => "type"u8;

    public static ReadOnlySpan<byte> Text => "text"u8;

    public static ReadOnlySpan<byte> ImageUrl => "image_url"u8;

    public static ReadOnlySpan<byte> Url => "url"u8;

    public static ReadOnlySpan<byte> Detail => "detail"u8;

    public static ReadOnlySpan<byte> InputAudio => "input_audio"u8;

    public static ReadOnlySpan<byte> Data => "data"u8;

    public static ReadOnlySpan<byte> Format => "format"u8;

    public static ReadOnlySpan<byte> File => "file"u8;

    public static ReadOnlySpan<byte> FileName => "filename"u8;

    public static ReadOnlySpan<byte> FileData => "file_data"u8;

    public static ReadOnlySpan<byte> FileId => "file_id"u8;

    // The answer.
    public static ReadOnlySpan<byte> Id => "id"u8;

    public static ReadOnlySpan<byte> Created => "created"u8;

    public static ReadOnlySpan<byte> Choices => "choices"u8;

    public static ReadOnlySpan<byte> Index => "index"u8;

    public static ReadOnlySpan<byte> Message => "message"u8;

    public static ReadOnlySpan<byte> Delta => "delta"u8;

    public static ReadOnlySpan<byte> FinishReason => "finish_reason"u8;

    public static ReadOnlySpan<byte> Usage => "usage"u8;

    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> ServiceTier => "service_tier"u8;

    public static ReadOnlySpan<byte> Audio => "audio"u8;

    public static ReadOnlySpan<byte> Transcript => "transcript"u8;

    public static ReadOnlySpan<byte> Annotations => "annotations"u8;

    public static ReadOnlySpan<byte> UrlCitation => "url_citation"u8;

    public static ReadOnlySpan<byte> Title => "title"u8;

    public static ReadOnlySpan<byte> StartIndex => "start_index"u8;

    public static ReadOnlySpan<byte> EndIndex => "end_index"u8;

    // Embeddings.
    public static ReadOnlySpan<byte> Input => "input"u8;

    public static ReadOnlySpan<byte> Dimensions => "dimensions"u8;

    public static ReadOnlySpan<byte> EncodingFormat => "encoding_format"u8;

    // What other services add.
    public static ReadOnlySpan<byte> ReasoningContent => "reasoning_content"u8;

    public static ReadOnlySpan<byte> Reasoning => "reasoning"u8;

    public static ReadOnlySpan<byte> ReasoningDetails => "reasoning_details"u8;

    public static ReadOnlySpan<byte> Summary => "summary"u8;

    public static ReadOnlySpan<byte> Signature => "signature"u8;

    public static ReadOnlySpan<byte> Effort => "effort"u8;

    public static ReadOnlySpan<byte> Exclude => "exclude"u8;

    public static ReadOnlySpan<byte> Enabled => "enabled"u8;

    public static ReadOnlySpan<byte> MaxTokens => "max_tokens"u8;

    public static ReadOnlySpan<byte> Thinking => "thinking"u8;

    public static ReadOnlySpan<byte> EnableThinking => "enable_thinking"u8;

    public static ReadOnlySpan<byte> ThinkingBudget => "thinking_budget"u8;

    public static ReadOnlySpan<byte> ChatTemplateArguments => "chat_template_kwargs"u8;

    public static ReadOnlySpan<byte> CacheControl => "cache_control"u8;

    public static ReadOnlySpan<byte> TimeToLive => "ttl"u8;

    public static ReadOnlySpan<byte> Plugins => "plugins"u8;

    public static ReadOnlySpan<byte> EnableSearch => "enable_search"u8;

    public static ReadOnlySpan<byte> SearchOptions => "search_options"u8;

    public static ReadOnlySpan<byte> VideoUrl => "video_url"u8;

    public static ReadOnlySpan<byte> Images => "images"u8;
}
