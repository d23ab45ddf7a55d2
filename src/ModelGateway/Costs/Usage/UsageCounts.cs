using Microsoft.Extensions.AI;

namespace ModelGateway.Costs.Usage;

/// <summary>
/// The names of counts in <see cref="UsageDetails.AdditionalCounts"/>, for which <see cref="UsageDetails"/> has no property.
/// </summary>
internal static class UsageCounts
{
    /// <summary>Tokens written to the prompt cache, with any time to live; a subset of the input tokens.</summary>
    public const string CacheWrite = "cache_write_input_tokens";

    /// <summary>The part of <see cref="CacheWrite"/> that lives five minutes.</summary>
    public const string CacheWrite5Minutes = "cache_write_5m_input_tokens";

    /// <summary>The part of <see cref="CacheWrite"/> that lives one hour.</summary>
    public const string CacheWrite1Hour = "cache_write_1h_input_tokens";

    /// <summary>Input tokens of images; a subset of the input tokens.</summary>
    public const string InputImage = "input_image_tokens";

    /// <summary>Seconds of sound in the input, where the provider counts them. Not tokens.</summary>
    public const string InputAudioSeconds = "input_audio_seconds";

    /// <summary>Input tokens that the model processed, where fewer are billed (Cohere). Not a subset of the input tokens.</summary>
    public const string ProcessedInput = "processed_input_tokens";

    /// <summary>The part of <see cref="ProcessedInput"/> that was read from the provider's prompt cache.</summary>
    public const string ProcessedCacheRead = "processed_cache_read_input_tokens";

    /// <summary>Output tokens that the model generated, where fewer are billed (Cohere). Not a subset of the output tokens.</summary>
    public const string ProcessedOutput = "processed_output_tokens";

    /// <summary>Searches that are billed by the unit (Cohere). A count, not tokens.</summary>
    public const string SearchUnits = "search_units";

    /// <summary>Images that are billed individually. A count, not tokens.</summary>
    public const string Images = "images";

    /// <summary>Input tokens of videos; a subset of the input tokens.</summary>
    public const string InputVideo = "input_video_tokens";

    /// <summary>Input tokens of documents; a subset of the input tokens.</summary>
    public const string InputDocument = "input_document_tokens";

    /// <summary>The part of the audio input that was read from the prompt cache.</summary>
    public const string CachedAudio = "cached_input_audio_tokens";

    /// <summary>The part of <see cref="InputImage"/> that was read from the prompt cache.</summary>
    public const string CachedImage = "cached_input_image_tokens";

    /// <summary>The part of <see cref="InputVideo"/> that was read from the prompt cache.</summary>
    public const string CachedVideo = "cached_input_video_tokens";

    /// <summary>The part of <see cref="InputDocument"/> that was read from the prompt cache.</summary>
    public const string CachedDocument = "cached_input_document_tokens";

    /// <summary>Output tokens of images; a subset of the output tokens.</summary>
    public const string OutputImage = "output_image_tokens";

    /// <summary>Input tokens that the provider's tools produced; a subset of the input tokens.</summary>
    public const string ToolInput = "tool_input_tokens";

    /// <summary>Output tokens of a prediction that were accepted; a subset of the output tokens.</summary>
    public const string AcceptedPrediction = "accepted_prediction_tokens";

    /// <summary>Output tokens of a prediction that were refused; a subset of the output tokens.</summary>
    public const string RejectedPrediction = "rejected_prediction_tokens";

    /// <summary>Searches made by the provider's search tool. A count, not tokens.</summary>
    public const string WebSearches = "web_search_requests";

    /// <summary>Pages read by the provider's fetch tool. A count, not tokens.</summary>
    public const string WebFetches = "web_fetch_requests";

    /// <summary>Sources used by the provider's search tools. A count, not tokens.</summary>
    public const string Sources = "num_sources_used";

    /// <summary>Runs of tools on the provider's side. A count, not tokens.</summary>
    public const string ServerTools = "num_server_side_tools_used";

    /// <summary>The cost that the provider reports for the answer, in ten-billionths of a dollar (xAI's ticks).</summary>
    public const string CostTicks = "cost_in_usd_ticks";

    /// <summary>Runs of the provider's code interpreter. A count, not tokens.</summary>
    public const string CodeExecutions = "code_execution_requests";

    /// <summary>Searches made by the provider's file search. A count, not tokens.</summary>
    public const string FileSearches = "file_search_requests";

    /// <summary>Calls of other tools that the provider ran. A count, not tokens.</summary>
    public const string OtherServerTools = "server_tool_requests";

    /// <summary>
    /// Input tokens of advisor passes, cached ones included; in addition to the input tokens, and billed at the price of the advisor's
    /// model.
    /// </summary>
    public const string AdvisorInput = "advisor_input_tokens";

    /// <summary>The part of <see cref="AdvisorInput"/> that was read from the prompt cache.</summary>
    public const string AdvisorCacheRead = "advisor_cache_read_input_tokens";

    /// <summary>The part of <see cref="AdvisorInput"/> that was written to the prompt cache.</summary>
    public const string AdvisorCacheWrite = "advisor_cache_write_input_tokens";

    /// <summary>Output tokens of advisor passes; in addition to the output tokens.</summary>
    public const string AdvisorOutput = "advisor_output_tokens";

    /// <summary>Input tokens of compaction passes, cached ones included; in addition to the input tokens.</summary>
    public const string CompactionInput = "compaction_input_tokens";

    /// <summary>The part of <see cref="CompactionInput"/> that was read from the prompt cache.</summary>
    public const string CompactionCacheRead = "compaction_cache_read_input_tokens";

    /// <summary>The part of <see cref="CompactionInput"/> that was written to the prompt cache.</summary>
    public const string CompactionCacheWrite = "compaction_cache_write_input_tokens";

    /// <summary>Output tokens of compaction passes; in addition to the output tokens.</summary>
    public const string CompactionOutput = "compaction_output_tokens";

    /// <summary>Input tokens of the model behind the provider's image tool; in addition to the input tokens.</summary>
    public const string ImageToolInput = "image_tool_input_tokens";

    /// <summary>Output tokens of the model behind the provider's image tool; in addition to the output tokens.</summary>
    public const string ImageToolOutput = "image_tool_output_tokens";

    /// <summary>Tokens of the pages that an answer cites; billed separately from the input tokens.</summary>
    public const string Citations = "citation_tokens";

    // The name that Anthropic's SDK uses; it may be wrapped as a deployment.
    private const string AnthropicSdkCacheWrite = "CacheCreationInputTokens";

    public static long ReadCacheWrite(AdditionalPropertiesDictionary<long>? counts) =>
        counts is null ? 0
        : counts.TryGetValue(CacheWrite, out long tokens) || counts.TryGetValue(AnthropicSdkCacheWrite, out tokens) ? tokens
        : 0;
}
