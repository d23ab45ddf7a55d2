using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;

namespace ModelGateway.Providers.OpenAI;

#pragma warning disable MEAI001 // Audio and text counts have no other place in UsageDetails.

/// <summary>Reads <c>usage</c>: the details are parts of the prompt's and the completion's tokens, as in Microsoft.Extensions.AI.</summary>
internal static class OpenAIUsageReader
{
    /// <summary>Reads the value that the reader stands on; null where it is null.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (!OpenAIJson.StartsObject(ref reader))
        {
            return null;
        }

        UsageDetails usage = new();
        while (OpenAIJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                reader.Read();
                usage.InputTokenCount = OpenAIJson.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                reader.Read();
                usage.OutputTokenCount = OpenAIJson.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                reader.Read();
                usage.TotalTokenCount = OpenAIJson.ReadCount(ref reader);
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
                reader.Skip();
            }
        }

        return usage;
    }

    private static void ReadInput(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (!OpenAIJson.StartsObject(ref reader))
        {
            return;
        }

        while (OpenAIJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                reader.Read();
                usage.CachedInputTokenCount = OpenAIJson.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                reader.Read();
                usage.InputAudioTokenCount = OpenAIJson.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("text_tokens"u8))
            {
                reader.Read();
                usage.InputTextTokenCount = OpenAIJson.ReadCount(ref reader);
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
        if (!OpenAIJson.StartsObject(ref reader))
        {
            return;
        }

        while (OpenAIJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                reader.Read();
                usage.ReasoningTokenCount = OpenAIJson.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                reader.Read();
                usage.OutputAudioTokenCount = OpenAIJson.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("text_tokens"u8))
            {
                reader.Read();
                usage.OutputTextTokenCount = OpenAIJson.ReadCount(ref reader);
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
        if (OpenAIJson.ReadCount(ref reader) is { } count and not 0)
        {
            (usage.AdditionalCounts ??= [])[name] = count;
        }
    }
}
