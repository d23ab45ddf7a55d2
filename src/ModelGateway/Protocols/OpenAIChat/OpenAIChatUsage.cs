using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Where <c>usage</c> counts what: OpenAI's places, then those of other services. The details are parts of the totals.</summary>
internal static class OpenAIChatUsage
{
    public static UsageTable Table { get; } = new(
        UsageShape.None,
        new("prompt_tokens", UsageBucket.Input),
        new("completion_tokens", UsageBucket.Output),
        new("total_tokens", UsageBucket.Total),
        new("prompt_tokens_details.cached_tokens", UsageBucket.CachedInput),
        new("prompt_tokens_details.audio_tokens", UsageBucket.InputAudio),
        new("prompt_tokens_details.text_tokens", UsageBucket.InputText),
        new("prompt_tokens_details.cache_write_tokens", UsageBucket.Additional(UsageCounts.CacheWrite)),
        new("prompt_tokens_details.image_tokens", UsageBucket.Additional(UsageCounts.InputImage)),
        new("prompt_tokens_details.video_tokens", UsageBucket.Additional(UsageCounts.InputVideo)),
        new("completion_tokens_details.reasoning_tokens", UsageBucket.Reasoning),
        new("completion_tokens_details.audio_tokens", UsageBucket.OutputAudio),
        new("completion_tokens_details.text_tokens", UsageBucket.OutputText),
        new("completion_tokens_details.image_tokens", UsageBucket.Additional(UsageCounts.OutputImage)),
        new("completion_tokens_details.accepted_prediction_tokens", UsageBucket.Additional(UsageCounts.AcceptedPrediction)),
        new("completion_tokens_details.rejected_prediction_tokens", UsageBucket.Additional(UsageCounts.RejectedPrediction)),
        new("prompt_cache_hit_tokens", UsageBucket.CachedInput, UsageRule.Fallback),
        new("cached_tokens", UsageBucket.CachedInput, UsageRule.Fallback),
        new("cache_read_input_tokens", UsageBucket.CachedInput, UsageRule.Fallback),
        new("num_cached_tokens", UsageBucket.CachedInput, UsageRule.Fallback),
        new("reasoning_tokens", UsageBucket.Reasoning, UsageRule.Fallback),
        new("cache_creation_input_tokens", UsageBucket.Additional(UsageCounts.CacheWrite)),
        new("num_search_queries", UsageBucket.Additional(UsageCounts.WebSearches)),
        // OpenRouter.
        new("server_tool_use_details.web_search_requests", UsageBucket.Additional(UsageCounts.WebSearches), UsageRule.Largest),
        new("server_tool_use.web_search_requests", UsageBucket.Additional(UsageCounts.WebSearches), UsageRule.Largest),
        new("server_tool_use_details.web_fetch_requests", UsageBucket.Additional(UsageCounts.WebFetches), UsageRule.Largest),
        new("server_tool_use.web_fetch_requests", UsageBucket.Additional(UsageCounts.WebFetches), UsageRule.Largest),
        new("num_sources_used", UsageBucket.Additional(UsageCounts.Sources)), // xAI, to the tools of its own.
        new("num_server_side_tools_used", UsageBucket.Additional(UsageCounts.ServerTools)),
        new("server_side_tool_usage_details.web_search_calls", UsageBucket.Additional(UsageCounts.WebSearches)),
        new("server_side_tool_usage_details.code_interpreter_calls", UsageBucket.Additional(UsageCounts.CodeExecutions)),
        new("server_side_tool_usage_details.file_search_calls", UsageBucket.Additional(UsageCounts.FileSearches)),
        new("server_side_tool_usage_details.x_search_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_side_tool_usage_details.mcp_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_side_tool_usage_details.document_search_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_side_tool_usage_details.image_generation_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("citation_tokens", UsageBucket.Additional(UsageCounts.Citations)),
        new("cost_in_usd_ticks", UsageBucket.Additional(UsageCounts.CostTicks)),
        new("cost", UsageBucket.Additional(UsageCounts.CostTicks), UsageRule.Dollars), // OpenRouter.
        new("cost.total_cost", UsageBucket.Additional(UsageCounts.CostTicks), UsageRule.Dollars)); // Perplexity.

    public static UsageReader Reader { get; } = new ChatUsageReader();

    private sealed class ChatUsageReader() : UsageReader(Table)
    {
        public override void Settle(UsageDetails usage)
        {
            long? input = usage.InputTokenCount;
            long? output = usage.OutputTokenCount;
            if (usage.ReasoningTokenCount is > 0 and { } reasoning && usage.TotalTokenCount == input + output + reasoning)
            {
                // xAI counts reasoning outside the completion; only the total tells.
                usage.OutputTokenCount = output + reasoning;
            }

            // Azure reports more cached than prompt tokens for Grok; other services more reasoning than completion tokens.
            usage.CachedInputTokenCount = Lesser(usage.CachedInputTokenCount, input);
            usage.ReasoningTokenCount = Lesser(usage.ReasoningTokenCount, usage.OutputTokenCount);
            base.Settle(usage);
        }

        private static long? Lesser(long? part, long? whole) => part > whole ? whole : part;
    }
}
