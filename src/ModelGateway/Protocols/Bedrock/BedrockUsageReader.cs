using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Reads usage. Bedrock's input tokens exclude the cached ones; the sum here includes them. Cache counts come under two names.
/// </summary>
internal static class BedrockUsageReader
{
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        long input = 0;
        long output = 0;
        long read = 0;
        long write = 0;
        long write5Minutes = 0;
        long write1Hour = 0;
        long? total = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.InputTokens))
            {
                input = Count(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.OutputTokens))
            {
                output = Count(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.TotalTokens))
            {
                total = Count(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.CacheReadInputTokens)
                || reader.ValueTextEquals(BedrockNames.CacheReadInputTokenCount))
            {
                read = Math.Max(read, Count(ref reader));
            }
            else if (reader.ValueTextEquals(BedrockNames.CacheWriteInputTokens)
                || reader.ValueTextEquals(BedrockNames.CacheWriteInputTokenCount))
            {
                write = Math.Max(write, Count(ref reader));
            }
            else if (reader.ValueTextEquals(BedrockNames.CacheDetails))
            {
                reader.Read();
                ReadDetails(ref reader, ref write5Minutes, ref write1Hour);
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        return Create(input, output, read, write, write5Minutes, write1Hour, total);
    }

    private static UsageDetails Create(long input, long output, long read, long write, long write5Minutes, long write1Hour, long? total)
    {
        long all = checked(input + read + write);
        UsageDetails usage = new()
        {
            InputTokenCount = all,
            OutputTokenCount = output,
            TotalTokenCount = total ?? checked(all + output),
            CachedInputTokenCount = read,
        };
        Add(usage, UsageCounts.CacheWrite, write);
        if (write5Minutes + write1Hour == write)
        {
            Add(usage, UsageCounts.CacheWrite5Minutes, write5Minutes);
            Add(usage, UsageCounts.CacheWrite1Hour, write1Hour);
        }

        return usage;
    }

    private static void ReadDetails(ref Utf8JsonReader reader, ref long write5Minutes, ref long write1Hour)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && JsonFields.StartsObject(ref reader))
        {
            string? timeToLive = null;
            long tokens = 0;
            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals(BedrockNames.Ttl))
                {
                    timeToLive = JsonFields.ReadStringValue(ref reader);
                }
                else if (reader.ValueTextEquals(BedrockNames.InputTokens))
                {
                    tokens = Count(ref reader);
                }
                else
                {
                    JsonFields.SkipValue(ref reader);
                }
            }

            write5Minutes = checked(write5Minutes + (timeToLive == "5m" ? tokens : 0));
            write1Hour = checked(write1Hour + (timeToLive == "1h" ? tokens : 0));
        }
    }

    private static long Count(ref Utf8JsonReader reader)
    {
        return Math.Max(0, JsonFields.ReadCountValue(ref reader) ?? 0);
    }

    private static void Add(UsageDetails usage, string name, long count)
    {
        if (count > 0)
        {
            (usage.AdditionalCounts ??= [])[name] = count;
        }
    }
}
