using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Mistral;

#pragma warning disable MEAI001 // Audio counts have no other place in UsageDetails.

/// <summary>
/// Reads <c>usage</c>. Cached tokens come under any of three names. Audio is in the total but not in <c>prompt_tokens</c>: what the total
/// holds beyond prompt and completion is input, too.
/// </summary>
internal static class MistralUsageReader
{
    /// <summary>Reads the value that the reader stands on; null where it is null.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader, ref string? serviceTier)
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
            else if (reader.ValueTextEquals("num_cached_tokens"u8))
            {
                reader.Read();
                usage.CachedInputTokenCount = JsonFields.ReadCount(ref reader) ?? usage.CachedInputTokenCount;
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8) || reader.ValueTextEquals("prompt_token_details"u8))
            {
                reader.Read();
                ReadInput(ref reader, usage);
            }
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
            {
                reader.Read();
                ReadOutput(ref reader, usage);
            }
            else if (reader.ValueTextEquals("prompt_audio_seconds"u8))
            {
                reader.Read();
                ReadSeconds(ref reader, usage);
            }
            else if (reader.ValueTextEquals("service_tier"u8))
            {
                reader.Read();
                serviceTier = JsonFields.ReadString(ref reader) is { Length: > 0 } tier ? tier : serviceTier;
            }
            else
            {
                reader.Skip();
            }
        }

        if (usage is { TotalTokenCount: { } total, InputTokenCount: { } input })
        {
            usage.InputTokenCount = Math.Max(input, total - (usage.OutputTokenCount ?? 0));
        }

        return usage;
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
                usage.CachedInputTokenCount = JsonFields.ReadCount(ref reader) ?? usage.CachedInputTokenCount;
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                reader.Read();
                usage.InputAudioTokenCount = JsonFields.ReadCount(ref reader) ?? usage.InputAudioTokenCount;
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
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadSeconds(ref Utf8JsonReader reader, UsageDetails usage)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.Null))
        {
            reader.Skip(); // An empty object stands for none in some answers.
        }
        else if (JsonFields.ReadCount(ref reader) is { } seconds and not 0)
        {
            (usage.AdditionalCounts ??= [])[UsageCounts.InputAudioSeconds] = seconds;
        }
    }
}
