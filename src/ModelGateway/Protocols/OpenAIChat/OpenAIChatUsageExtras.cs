using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>What other services than OpenAI put into <c>usage</c>: counts in other places, searches, and what the answer cost.</summary>
internal static class OpenAIChatUsageExtras
{
    private const decimal TicksPerDollar = 10_000_000_000m;
    private const decimal MostDollars = 100_000_000m;

    /// <summary>Reads the property that the reader stands on; the usual details win over counts beside them.</summary>
    public static void Read(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (reader.ValueTextEquals("prompt_cache_hit_tokens"u8) || reader.ValueTextEquals("cached_tokens"u8)
            || reader.ValueTextEquals("cache_read_input_tokens"u8) || reader.ValueTextEquals("num_cached_tokens"u8))
        {
            reader.Read();
            long? cached = JsonFields.ReadCount(ref reader);
            usage.CachedInputTokenCount ??= cached;
        }
        else if (reader.ValueTextEquals("reasoning_tokens"u8))
        {
            reader.Read();
            long? reasoning = JsonFields.ReadCount(ref reader);
            usage.ReasoningTokenCount ??= reasoning;
        }
        else if (reader.ValueTextEquals("cache_creation_input_tokens"u8))
        {
            ReadCount(ref reader, usage, UsageCounts.CacheWrite);
        }
        else if (reader.ValueTextEquals("num_search_queries"u8))
        {
            ReadCount(ref reader, usage, UsageCounts.WebSearches);
        }
        else if (reader.ValueTextEquals("citation_tokens"u8))
        {
            ReadCount(ref reader, usage, UsageCounts.Citations);
        }
        else if (reader.ValueTextEquals("cost_in_usd_ticks"u8))
        {
            ReadCount(ref reader, usage, UsageCounts.CostTicks);
        }
        else if (reader.ValueTextEquals("cost"u8))
        {
            reader.Read();
            ReadCost(ref reader, usage);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadCount(ref Utf8JsonReader reader, UsageDetails usage, string name)
    {
        reader.Read();
        if (JsonFields.ReadCount(ref reader) is { } count and not 0)
        {
            (usage.AdditionalCounts ??= [])[name] = count;
        }
    }

    // A number (OpenRouter), or an object with the sum (Perplexity).
    private static void ReadCost(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetDecimal(out decimal dollars) && dollars is > 0 and < MostDollars)
            {
                (usage.AdditionalCounts ??= [])[UsageCounts.CostTicks] = (long)decimal.Round(dollars * TicksPerDollar);
            }

            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isSum = reader.ValueTextEquals("total_cost"u8);
            reader.Read();
            if (isSum && reader.TokenType == JsonTokenType.Number)
            {
                ReadCost(ref reader, usage);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
