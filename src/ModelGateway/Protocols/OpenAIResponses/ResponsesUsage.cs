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
        new("num_server_side_tools_used", UsageBucket.Additional(UsageCounts.ServerTools)));

    public static UsageReader Reader { get; } = new(Table);
}
