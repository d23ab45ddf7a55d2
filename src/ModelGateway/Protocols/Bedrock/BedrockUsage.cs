using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Where <c>usage</c> counts what. Bedrock's input excludes the cached tokens, whose counts come under two names.</summary>
internal static class BedrockUsage
{
    public static UsageTable Table { get; } = new(
        UsageShape.CacheOutsideInput | UsageShape.ZeroWhereAbsent,
        new("inputTokens", UsageBucket.Input),
        new("outputTokens", UsageBucket.Output),
        new("totalTokens", UsageBucket.Total),
        new("cacheReadInputTokens", UsageBucket.CachedInput, UsageRule.Largest),
        new("cacheReadInputTokenCount", UsageBucket.CachedInput, UsageRule.Largest),
        new("cacheWriteInputTokens", UsageBucket.Additional(UsageCounts.CacheWrite), UsageRule.Largest),
        new("cacheWriteInputTokenCount", UsageBucket.Additional(UsageCounts.CacheWrite), UsageRule.Largest),
        new("cacheDetails[ttl=5m].inputTokens", UsageBucket.Additional(UsageCounts.CacheWrite5Minutes), UsageRule.Sum),
        new("cacheDetails[ttl=1h].inputTokens", UsageBucket.Additional(UsageCounts.CacheWrite1Hour), UsageRule.Sum));

    public static UsageReader Reader { get; } = new(Table);
}
