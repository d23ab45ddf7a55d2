using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

#pragma warning disable MEAI001 // Audio and text counts have no other place in UsageDetails.

/// <summary>Reads <c>usage</c>: the details are parts of the prompt's and the completion's tokens, as in Microsoft.Extensions.AI.</summary>
internal static class OpenAIChatUsageReader
{
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
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                reader.Read();
                usage.InputTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                reader.Read();
                usage.OutputTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                reader.Read();
                usage.TotalTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
            {
                reader.Read();
                ReadInput(ref reader, usage);
            }
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
            {
                reader.Read();
                ReadOutput(ref reader, usage);
            }
            else
            {
                OpenAIChatUsageExtras.Read(ref reader, usage);
            }
        }

        Settle(usage);
        return usage;
    }

    /// <summary>Makes the counts what they are elsewhere: details are parts, and the total is the sum of input and output.</summary>
    private static void Settle(UsageDetails usage)
    {
        long? input = usage.InputTokenCount;
        long? output = usage.OutputTokenCount;
        if (usage.ReasoningTokenCount is > 0 and { } reasoning && usage.TotalTokenCount == input + output + reasoning)
        {
            // xAI counts reasoning beside the completion; only the total says so.
            usage.OutputTokenCount = output + reasoning;
        }

        // Azure reports more cached than prompt tokens for Grok; others more reasoning than completion tokens.
        usage.CachedInputTokenCount = Lesser(usage.CachedInputTokenCount, input);
        usage.ReasoningTokenCount = Lesser(usage.ReasoningTokenCount, usage.OutputTokenCount);
        usage.TotalTokenCount ??= usage.InputTokenCount + usage.OutputTokenCount;
    }

    private static long? Lesser(long? part, long? whole) => part > whole ? whole : part;

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
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                reader.Read();
                usage.InputAudioTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("text_tokens"u8))
            {
                reader.Read();
                usage.InputTextTokenCount = JsonFields.ReadCount(ref reader);
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
            if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                reader.Read();
                usage.ReasoningTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                reader.Read();
                usage.OutputAudioTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("text_tokens"u8))
            {
                reader.Read();
                usage.OutputTextTokenCount = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("accepted_prediction_tokens"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.AcceptedPrediction);
            }
            else if (reader.ValueTextEquals("rejected_prediction_tokens"u8))
            {
                ReadAdditional(ref reader, usage, UsageCounts.RejectedPrediction);
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
}
