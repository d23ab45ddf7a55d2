namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>The fields of Responses, each once, for readers and writers. Those of usage are in <see cref="ResponsesUsage"/>.</summary>
internal static class ResponsesNames
{
    public static ReadOnlySpan<byte> AllowedTools => "allowed_tools"u8;

    public static ReadOnlySpan<byte> Annotations => "annotations"u8;

    public static ReadOnlySpan<byte> ApprovalRequestId => "approval_request_id"u8;

    public static ReadOnlySpan<byte> Approve => "approve"u8;

    public static ReadOnlySpan<byte> Arguments => "arguments"u8;

    public static ReadOnlySpan<byte> Background => "background"u8;

    public static ReadOnlySpan<byte> CallId => "call_id"u8;

    public static ReadOnlySpan<byte> ConnectorId => "connector_id"u8;

    public static ReadOnlySpan<byte> Container => "container"u8;

    public static ReadOnlySpan<byte> ContainerId => "container_id"u8;

    public static ReadOnlySpan<byte> Content => "content"u8;

    public static ReadOnlySpan<byte> Conversation => "conversation"u8;

    public static ReadOnlySpan<byte> CreatedAt => "created_at"u8;

    public static ReadOnlySpan<byte> Delta => "delta"u8;

    public static ReadOnlySpan<byte> Description => "description"u8;

    public static ReadOnlySpan<byte> Detail => "detail"u8;

    public static ReadOnlySpan<byte> Effort => "effort"u8;

    public static ReadOnlySpan<byte> EncryptedContent => "encrypted_content"u8;

    public static ReadOnlySpan<byte> EndIndex => "end_index"u8;

    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> FileData => "file_data"u8;

    public static ReadOnlySpan<byte> FileId => "file_id"u8;

    public static ReadOnlySpan<byte> FileIds => "file_ids"u8;

    public static ReadOnlySpan<byte> FileUrl => "file_url"u8;

    public static ReadOnlySpan<byte> Filename => "filename"u8;

    public static ReadOnlySpan<byte> Format => "format"u8;

    public static ReadOnlySpan<byte> Headers => "headers"u8;

    public static ReadOnlySpan<byte> Id => "id"u8;

    public static ReadOnlySpan<byte> ImageUrl => "image_url"u8;

    public static ReadOnlySpan<byte> Include => "include"u8;

    public static ReadOnlySpan<byte> IncludeObfuscation => "include_obfuscation"u8;

    public static ReadOnlySpan<byte> ImageGen => "image_gen"u8;

    public static ReadOnlySpan<byte> IncompleteDetails => "incomplete_details"u8;

    public static ReadOnlySpan<byte> Input => "input"u8;

    public static ReadOnlySpan<byte> Instructions => "instructions"u8;

    public static ReadOnlySpan<byte> Item => "item"u8;

    public static ReadOnlySpan<byte> ItemId => "item_id"u8;

    public static ReadOnlySpan<byte> LogProbs => "logprobs"u8;

    public static ReadOnlySpan<byte> MaxNumResults => "max_num_results"u8;

    public static ReadOnlySpan<byte> MaxOutputTokens => "max_output_tokens"u8;

    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> Moderation => "moderation"u8;

    public static ReadOnlySpan<byte> Name => "name"u8;

    public static ReadOnlySpan<byte> NumRequests => "num_requests"u8;

    public static ReadOnlySpan<byte> Output => "output"u8;

    public static ReadOnlySpan<byte> OutputFormat => "output_format"u8;

    public static ReadOnlySpan<byte> OutputIndex => "output_index"u8;

    public static ReadOnlySpan<byte> ParallelToolCalls => "parallel_tool_calls"u8;

    public static ReadOnlySpan<byte> PartialImages => "partial_images"u8;

    public static ReadOnlySpan<byte> Phase => "phase"u8;

    public static ReadOnlySpan<byte> PreviousResponseId => "previous_response_id"u8;

    public static ReadOnlySpan<byte> PromptCacheKey => "prompt_cache_key"u8;

    public static ReadOnlySpan<byte> Reason => "reason"u8;

    public static ReadOnlySpan<byte> Reasoning => "reasoning"u8;

    public static ReadOnlySpan<byte> Refusal => "refusal"u8;

    public static ReadOnlySpan<byte> RequireApproval => "require_approval"u8;

    public static ReadOnlySpan<byte> Response => "response"u8;

    public static ReadOnlySpan<byte> Role => "role"u8;

    public static ReadOnlySpan<byte> Schema => "schema"u8;

    public static ReadOnlySpan<byte> SequenceNumber => "sequence_number"u8;

    public static ReadOnlySpan<byte> ServerDescription => "server_description"u8;

    public static ReadOnlySpan<byte> ServerLabel => "server_label"u8;

    public static ReadOnlySpan<byte> ServerUrl => "server_url"u8;

    public static ReadOnlySpan<byte> ServiceTier => "service_tier"u8;

    public static ReadOnlySpan<byte> Size => "size"u8;

    public static ReadOnlySpan<byte> StartIndex => "start_index"u8;

    public static ReadOnlySpan<byte> Status => "status"u8;

    public static ReadOnlySpan<byte> Store => "store"u8;

    public static ReadOnlySpan<byte> Stream => "stream"u8;

    public static ReadOnlySpan<byte> StreamOptions => "stream_options"u8;

    public static ReadOnlySpan<byte> Strict => "strict"u8;

    public static ReadOnlySpan<byte> Summary => "summary"u8;

    public static ReadOnlySpan<byte> SummaryIndex => "summary_index"u8;

    public static ReadOnlySpan<byte> Temperature => "temperature"u8;

    public static ReadOnlySpan<byte> Text => "text"u8;

    public static ReadOnlySpan<byte> Title => "title"u8;

    public static ReadOnlySpan<byte> ToolChoice => "tool_choice"u8;

    public static ReadOnlySpan<byte> ToolNames => "tool_names"u8;

    public static ReadOnlySpan<byte> ToolUsage => "tool_usage"u8;

    public static ReadOnlySpan<byte> Tools => "tools"u8;

    public static ReadOnlySpan<byte> TopP => "top_p"u8;

    public static ReadOnlySpan<byte> Type => "type"u8;

    public static ReadOnlySpan<byte> Url => "url"u8;

    public static ReadOnlySpan<byte> Usage => "usage"u8;

    public static ReadOnlySpan<byte> VectorStoreIds => "vector_store_ids"u8;

    public static ReadOnlySpan<byte> Verbosity => "verbosity"u8;

    public static ReadOnlySpan<byte> WebSearch => "web_search"u8;
}
