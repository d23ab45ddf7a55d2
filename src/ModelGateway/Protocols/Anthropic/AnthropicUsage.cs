using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Where <c>usage</c> counts what. Anthropic's input excludes the cached tokens. A stream reports its usage twice: the counts of
/// <c>message_delta</c> are those of the whole message and replace those of <c>message_start</c>.
/// </summary>
internal static class AnthropicUsage
{
    private const string Standard = "standard";

    public static UsageTable Table { get; } = new(
        UsageShape.CacheOutsideInput | UsageShape.ZeroWhereAbsent | UsageShape.SkipsOtherTypes,
        new("input_tokens", UsageBucket.Input, UsageRule.Cumulative),
        new("output_tokens", UsageBucket.Output, UsageRule.Cumulative),
        new("cache_read_input_tokens", UsageBucket.CachedInput, UsageRule.Cumulative),
        new("cache_creation_input_tokens", UsageBucket.Additional(UsageCounts.CacheWrite), UsageRule.Cumulative),
        new("cache_creation.ephemeral_5m_input_tokens", UsageBucket.Additional(UsageCounts.CacheWrite5Minutes), UsageRule.Cumulative),
        new("cache_creation.ephemeral_1h_input_tokens", UsageBucket.Additional(UsageCounts.CacheWrite1Hour), UsageRule.Cumulative),
        new("output_tokens_details.thinking_tokens", UsageBucket.Reasoning, UsageRule.Cumulative),
        new("server_tool_use.web_search_requests", UsageBucket.Additional(UsageCounts.WebSearches), UsageRule.Cumulative),
        new("server_tool_use.web_fetch_requests", UsageBucket.Additional(UsageCounts.WebFetches), UsageRule.Cumulative),
        new("server_tool_use.code_execution_requests", UsageBucket.Additional(UsageCounts.CodeExecutions), UsageRule.Cumulative));

    public static UsageReader Reader { get; } = new AnthropicUsageReader();

    /// <summary>Reads the value that the reader stands on into the usage, which is created by the first; null leaves it as it is.</summary>
    public static void Read(ref Utf8JsonReader reader, ref CompoundUsageDetails? usage)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            Json.WireJson.Expect(ref reader, JsonTokenType.StartObject);
            Reader.ReadInto(ref reader, usage ??= new CompoundUsageDetails());
        }
    }

    /// <summary>The counts so far, while the message goes on and its own usage must stay as the wire counts.</summary>
    public static UsageDetails Snapshot(CompoundUsageDetails usage)
    {
        CompoundUsageDetails snapshot = new() { SubUsage = usage.SubUsage };
        snapshot.Add(usage);
        Reader.Settle(snapshot);
        return snapshot;
    }

    /// <summary>Reads the list of further passes, which belongs to no bucket of the table.</summary>
    private sealed class AnthropicUsageReader() : UsageReader(Table)
    {
        public override void Settle(UsageDetails usage)
        {
            base.Settle(usage);
            if (usage is CompoundUsageDetails { SubUsage: { } passes })
            {
                AnthropicIterations.AddTo(usage, passes);
            }
        }

        protected override UsageDetails Create() => new CompoundUsageDetails();

        protected override void ReadOther(ref Utf8JsonReader reader, UsageDetails usage)
        {
            bool isTier = reader.ValueTextEquals(AnthropicNames.ServiceTier);
            bool isIterations = reader.ValueTextEquals(AnthropicNames.Iterations);
            reader.Read();
            if (isIterations && reader.TokenType == JsonTokenType.StartArray && usage is CompoundUsageDetails compound)
            {
                compound.SubUsage = AnthropicIterations.Read(ref reader);
            }
            else if (isTier && reader.TokenType == JsonTokenType.String && usage is CompoundUsageDetails served)
            {
                served.ServiceTier = reader.ValueTextEquals(Standard) ? Standard : reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
