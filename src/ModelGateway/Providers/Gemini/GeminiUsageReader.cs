using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;

namespace ModelGateway.Providers.Gemini;

/// <summary>
/// <c>usageMetadata</c>. Gemini counts thoughts outside the candidates and what its tools fed to the model outside the prompt;
/// Microsoft.Extensions.AI counts them within output and input. Cached tokens are within the prompt in both.
/// </summary>
internal static class GeminiUsageReader
{
    private const string InputVideo = "input_video_tokens";
    private const string InputDocument = "input_document_tokens";
    private const string OutputImage = "output_image_tokens";

    public static UsageDetails? Read(ReadOnlySpan<byte> json, int searches)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        GeminiJson.Expect(ref reader, JsonTokenType.StartObject);
        UsageDetails usage = new();
        long prompt = 0, tools = 0, candidates = 0, thoughts = 0, cached = 0;
        while (GeminiJson.NextProperty(ref reader))
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
            else if (reader.ValueTextEquals("promptTokensDetails"u8) || reader.ValueTextEquals("toolUsePromptTokensDetails"u8))
            {
                ReadModalities(ref reader, usage, input: true);
            }
            else if (reader.ValueTextEquals("candidatesTokensDetails"u8))
            {
                ReadModalities(ref reader, usage, input: false);
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

    private static void ReadModalities(ref Utf8JsonReader reader, UsageDetails usage, bool input)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        GeminiJson.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            GeminiJson.Expect(ref reader, JsonTokenType.StartObject);
            string? modality = null;
            long tokens = 0;
            while (GeminiJson.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("modality"u8))
                {
                    modality = GeminiJson.String(ref reader);
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

            AddModality(usage, modality, tokens, input);
        }
    }

    private static void AddModality(UsageDetails usage, string? modality, long tokens, bool input)
    {
        // The counts by modality are marked experimental as a name, not as a fact: they are what the provider bills by.
#pragma warning disable MEAI001
        switch (modality)
        {
            case "TEXT" when input: usage.InputTextTokenCount = (usage.InputTextTokenCount ?? 0) + tokens; break;
            case "AUDIO" when input: usage.InputAudioTokenCount = (usage.InputAudioTokenCount ?? 0) + tokens; break;
            case "IMAGE" when input: AddCount(usage, UsageCounts.InputImage, tokens); break;
            case "VIDEO" when input: AddCount(usage, InputVideo, tokens); break;
            case "DOCUMENT" when input: AddCount(usage, InputDocument, tokens); break;
            case "TEXT": usage.OutputTextTokenCount = (usage.OutputTextTokenCount ?? 0) + tokens; break;
            case "AUDIO": usage.OutputAudioTokenCount = (usage.OutputAudioTokenCount ?? 0) + tokens; break;
            case "IMAGE": AddCount(usage, OutputImage, tokens); break;
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
