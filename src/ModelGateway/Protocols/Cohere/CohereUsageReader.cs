using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Reads <c>usage</c>. Cohere bills fewer tokens than the model works on (<c>billed_units</c>, <c>tokens</c>), and its cache counts among the
/// latter. What is billed is the usage; the rest is told beside it, as a discount on tokens that are not billed would be no discount.
/// </summary>
internal static class CohereUsageReader
{
    /// <summary>Reads the value that the reader stands on; null where it is null.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        Units billed = default;
        Units processed = default;
        long? cached = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("billed_units"u8))
            {
                reader.Read();
                billed = ReadUnits(ref reader);
            }
            else if (reader.ValueTextEquals("tokens"u8))
            {
                reader.Read();
                processed = ReadUnits(ref reader);
            }
            else if (reader.ValueTextEquals("cached_tokens"u8))
            {
                reader.Read();
                cached = JsonFields.ReadCount(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return Create(billed, processed, cached);
    }

    /// <summary>Reads <c>billed_units</c> that stand alone, as those of embeddings do.</summary>
    public static UsageDetails? ReadBilled(ref Utf8JsonReader reader) => Create(ReadUnits(ref reader), default, null);

    private static UsageDetails? Create(Units billed, Units processed, long? cached)
    {
        UsageDetails usage = new();
        if (billed.Input is null && billed.Output is null)
        {
            usage.InputTokenCount = processed.Input;
            usage.OutputTokenCount = processed.Output;
            usage.CachedInputTokenCount = cached;
        }
        else
        {
            usage.InputTokenCount = billed.Input;
            usage.OutputTokenCount = billed.Output;
            Add(usage, UsageCounts.ProcessedInput, processed.Input);
            Add(usage, UsageCounts.ProcessedOutput, processed.Output);
            Add(usage, UsageCounts.ProcessedCacheRead, cached);
        }

        if (processed.Reasoning is { } reasoning)
        {
            usage.ReasoningTokenCount = Math.Min(reasoning, usage.OutputTokenCount ?? reasoning);
        }

        if (billed.ImageTokens is > 0 and { } imageTokens)
        {
            usage.InputTokenCount = (usage.InputTokenCount ?? 0) + imageTokens;
            Add(usage, UsageCounts.InputImage, imageTokens);
        }

        Add(usage, UsageCounts.SearchUnits, billed.SearchUnits);
        Add(usage, UsageCounts.Images, billed.Images);
        if (usage.InputTokenCount is null && usage.OutputTokenCount is null && usage.AdditionalCounts is null)
        {
            return null;
        }

        usage.TotalTokenCount = (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0);
        return usage;
    }

    private static Units ReadUnits(ref Utf8JsonReader reader)
    {
        Units units = default;
        if (!JsonFields.StartsObject(ref reader))
        {
            return units;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("input_tokens"u8))
            {
                reader.Read();
                units.Input = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("output_tokens"u8))
            {
                reader.Read();
                units.Output = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                reader.Read();
                units.Reasoning = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("image_tokens"u8))
            {
                reader.Read();
                units.ImageTokens = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("search_units"u8))
            {
                reader.Read();
                units.SearchUnits = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("images"u8))
            {
                reader.Read();
                units.Images = JsonFields.ReadCount(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return units;
    }

    private static void Add(UsageDetails usage, string name, long? count)
    {
        if (count is { } value and not 0)
        {
            (usage.AdditionalCounts ??= [])[name] = value;
        }
    }

    private struct Units
    {
        public long? Input;
        public long? Output;
        public long? Reasoning;
        public long? ImageTokens;
        public long? SearchUnits;
        public long? Images;
    }
}
