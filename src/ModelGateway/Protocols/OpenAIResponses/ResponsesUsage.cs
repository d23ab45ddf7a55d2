using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Where a response counts what: <c>usage</c>, and the searches that <c>tool_usage</c> tells beside it.</summary>
internal static class ResponsesUsage
{
    /// <summary><c>usage</c>: the names beneath the totals are xAI's, <c>cost</c> is OpenRouter's.</summary>
    public static UsageTable Table { get; } = new(
        UsageShape.None,
        new("input_tokens", UsageBucket.Input),
        new("output_tokens", UsageBucket.Output),
        new("total_tokens", UsageBucket.Total),
        new("input_tokens_details.cached_tokens", UsageBucket.CachedInput),
        new("input_tokens_details.cache_write_tokens", UsageBucket.Additional(UsageCounts.CacheWrite)),
        new("input_tokens_details.image_tokens", UsageBucket.Additional(UsageCounts.InputImage)),
        new("output_tokens_details.reasoning_tokens", UsageBucket.Reasoning),
        new("cost_in_usd_ticks", UsageBucket.Additional(UsageCounts.CostTicks)),
        new("cost", UsageBucket.Additional(UsageCounts.CostTicks), UsageRule.Dollars),
        new("num_sources_used", UsageBucket.Additional(UsageCounts.Sources)),
        new("num_server_side_tools_used", UsageBucket.Additional(UsageCounts.ServerTools)),
        new("server_side_tool_usage_details.web_search_calls", UsageBucket.Additional(UsageCounts.WebSearches)),
        new("server_side_tool_usage_details.code_interpreter_calls", UsageBucket.Additional(UsageCounts.CodeExecutions)),
        new("server_side_tool_usage_details.file_search_calls", UsageBucket.Additional(UsageCounts.FileSearches)),
        new("server_side_tool_usage_details.x_search_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_side_tool_usage_details.mcp_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_side_tool_usage_details.document_search_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_side_tool_usage_details.image_generation_calls", UsageBucket.Additional(UsageCounts.OtherServerTools), UsageRule.Sum),
        new("server_tool_use_details.web_search_requests", UsageBucket.Additional(UsageCounts.WebSearches), UsageRule.Largest),
        new("server_tool_use.web_search_requests", UsageBucket.Additional(UsageCounts.WebSearches), UsageRule.Largest));

    /// <summary><c>tool_usage.image_gen</c>: the tokens of the model that makes images, which the answer's own do not include.</summary>
    public static UsageTable ImageTable { get; } = new(
        UsageShape.TotalOfKnown | UsageShape.SkipsOtherTypes,
        new("input_tokens", UsageBucket.Input),
        new("output_tokens", UsageBucket.Output),
        new("total_tokens", UsageBucket.Total),
        new("input_tokens_details.image_tokens", UsageBucket.Additional(UsageCounts.InputImage)),
        new("output_tokens_details.image_tokens", UsageBucket.Additional(UsageCounts.OutputImage)));

    public static UsageReader Reader { get; } = new(Table);

    public static UsageReader ImageReader { get; } = new(ImageTable);
}
