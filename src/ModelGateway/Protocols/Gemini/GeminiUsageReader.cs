using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>usageMetadata</c>. Gemini counts thoughts outside the candidates and what its tools fed to the model outside the prompt;
/// Microsoft.Extensions.AI counts them within output and input. Cached tokens are within the prompt in both.
/// </summary>
internal static class GeminiUsageReader
{
    public static UsageDetails? Read(ReadOnlySpan<byte> json, int searches)
    {
        Utf8JsonReader reader = new(json, WireJson.Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        UsageDetails usage = new();
        long prompt = 0, tools = 0, candidates = 0, thoughts = 0, cached = 0;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("promptTokenCount"u8))
            {
                prompt = Number(ref reader);
            }
            else if (reader.ValueTextEquals("candidatesTokenCount"u8))
            {
                candidates = Number(ref reader);
            }
            else if (reader.ValueTextEquals("thoughtsTokenCount"u8))
            {
                thoughts = Number(ref reader);
            }
            else if (reader.ValueTextEquals("toolUsePromptTokenCount"u8))
            {
                tools = Number(ref reader);
            }
            else if (reader.ValueTextEquals("cachedContentTokenCount"u8))
            {
                cached = Number(ref reader);
            }
            else if (reader.ValueTextEquals("promptTokensDetails"u8))
            {
                ReadModalities(ref reader, usage, GeminiTokens.Prompt);
            }
            else if (reader.ValueTextEquals("toolUsePromptTokensDetails"u8))
            {
                ReadModalities(ref reader, usage, GeminiTokens.Tools);
            }
            else if (reader.ValueTextEquals("cacheTokensDetails"u8))
            {
                ReadModalities(ref reader, usage, GeminiTokens.Cached);
            }
            else if (reader.ValueTextEquals("candidatesTokensDetails"u8))
            {
                ReadModalities(ref reader, usage, GeminiTokens.Candidates);
            }
            else
            {
                reader.Skip();
            }
        }

        usage.InputTokenCount = prompt + tools;
        usage.OutputTokenCount = candidates + thoughts;
        usage.TotalTokenCount = prompt + tools + candidates + thoughts;
        usage.CachedInputTokenCount = cached;
        usage.ReasoningTokenCount = thoughts;
        AddCount(usage, UsageCounts.ToolInput, tools);
        AddCount(usage, UsageCounts.WebSearches, searches);
        return usage;
    }

    private static void ReadModalities(ref Utf8JsonReader reader, UsageDetails usage, GeminiTokens of)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        WireJson.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            WireJson.Expect(ref reader, JsonTokenType.StartObject);
            string? modality = null;
            long tokens = 0;
            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("modality"u8))
                {
                    modality = JsonFields.ReadNextString(ref reader);
                }
                else if (reader.ValueTextEquals("tokenCount"u8))
                {
                    tokens = Number(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            AddModality(usage, modality, tokens, of);
        }
    }

    private static void AddModality(UsageDetails usage, string? modality, long tokens, GeminiTokens of)
    {
        // The counts by modality are marked experimental as a name, not as a fact: they are what the provider bills by.
#pragma warning disable MEAI001
        switch (of, modality)
        {
            // What tools fed in is one bucket, whatever it was; only its text is also within the input's text.
            case (GeminiTokens.Prompt or GeminiTokens.Tools, "TEXT"): usage.InputTextTokenCount = (usage.InputTextTokenCount ?? 0) + tokens; break;
            case (GeminiTokens.Prompt, "AUDIO"): usage.InputAudioTokenCount = (usage.InputAudioTokenCount ?? 0) + tokens; break;
            case (GeminiTokens.Prompt, "IMAGE"): AddCount(usage, UsageCounts.InputImage, tokens); break;
            case (GeminiTokens.Prompt, "VIDEO"): AddCount(usage, UsageCounts.InputVideo, tokens); break;
            case (GeminiTokens.Prompt, "DOCUMENT"): AddCount(usage, UsageCounts.InputDocument, tokens); break;
            case (GeminiTokens.Cached, "AUDIO"): AddCount(usage, UsageCounts.CachedAudio, tokens); break;
            case (GeminiTokens.Cached, "IMAGE"): AddCount(usage, UsageCounts.CachedImage, tokens); break;
            case (GeminiTokens.Cached, "VIDEO"): AddCount(usage, UsageCounts.CachedVideo, tokens); break;
            case (GeminiTokens.Cached, "DOCUMENT"): AddCount(usage, UsageCounts.CachedDocument, tokens); break;
            case (GeminiTokens.Candidates, "TEXT"): usage.OutputTextTokenCount = (usage.OutputTextTokenCount ?? 0) + tokens; break;
            case (GeminiTokens.Candidates, "AUDIO"): usage.OutputAudioTokenCount = (usage.OutputAudioTokenCount ?? 0) + tokens; break;
            case (GeminiTokens.Candidates, "IMAGE"): AddCount(usage, UsageCounts.OutputImage, tokens); break;
        }
#pragma warning restore MEAI001
    }

    private static void AddCount(UsageDetails usage, string name, long tokens)
    {
        if (tokens != 0)
        {
            usage.AdditionalCounts ??= [];
            usage.AdditionalCounts[name] = usage.AdditionalCounts.TryGetValue(name, out long before) ? before + tokens : tokens;
        }
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt64();
    }
}
