using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads <c>usage</c>: cached and reasoning tokens are parts of the input's and the output's, as in Microsoft.Extensions.AI.</summary>
internal static class ResponsesUsageReader
{
    private const double TicksPerDollar = 1e10;

    /// <summary>Reads the value that the reader stands on; null where it is null.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        UsageDetails usage = new();
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("input_tokens"u8))
            {
                reader.Read();
                usage.InputTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("output_tokens"u8))
            {
                reader.Read();
                usage.OutputTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                reader.Read();
                usage.TotalTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("input_tokens_details"u8))
            {
                reader.Read();
                ReadInput(ref reader, usage);
            }
            else if (reader.ValueTextEquals("output_tokens_details"u8))
            {
                reader.Read();
                ReadOutput(ref reader, usage);
            }
            else if (reader.ValueTextEquals("cost_in_usd_ticks"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.CostTicks);
            }
            else if (reader.ValueTextEquals("num_sources_used"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.Sources);
            }
            else if (reader.ValueTextEquals("num_server_side_tools_used"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.ServerTools);
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

        usage.TotalTokenCount ??= usage.InputTokenCount + usage.OutputTokenCount;
        return usage;
    }

    /// <summary>Reads <c>tool_usage</c>, which stands beside the usage: how often the service searched.</summary>
    public static long? ReadSearches(ref Utf8JsonReader reader)
    {
        long? searches = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isSearch = reader.ValueTextEquals("web_search"u8);
            reader.Read();
            if (!isSearch || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (JsonFields.NextProperty(ref reader))
            {
                bool isCount = reader.ValueTextEquals("num_requests"u8);
                reader.Read();
                if (isCount)
                {
                    searches = JsonFields.ReadCount(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return searches;
    }

    private static void ReadInput(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                reader.Read();
                usage.CachedInputTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("cache_write_tokens"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.CacheWrite);
            }
            else if (reader.ValueTextEquals("image_tokens"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.InputImage);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadOutput(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isReasoning = reader.ValueTextEquals("reasoning_tokens"u8);
            reader.Read();
            if (isReasoning)
            {
                usage.ReasoningTokenCount = JsonFields.ReadCount(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadAdditional(ref Utf8JsonReader reader, UsageDetails usage, string name)
    {
        reader.Read();
        if (JsonFields.ReadCount(ref reader) is { } count and not 0)
        {
            (usage.AdditionalCounts ??= [])[name] = count;
        }
    }

    private static void ReadCost(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double dollars) && dollars is > 0 and < 1e8)
        {
            (usage.AdditionalCounts ??= [])[UsageCounts.CostTicks] = (long)Math.Round(dollars * TicksPerDollar);
        }
        else
        {
            reader.Skip();
        }
    }
}
