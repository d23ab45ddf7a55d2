using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Costs;

/// <summary>The buckets of every recorded usage are disjoint, not negative, and add up to what the provider counted.</summary>
public sealed class RecordedUsageTests
{
    [Theory]
    [InlineData("openai", 179)]
    [InlineData("copilot", 37)]
    [InlineData("deepseek", 153)]
    [InlineData("doubleword", 76)]
    [InlineData("groq", 41)]
    [InlineData("llamacpp", 143)]
    [InlineData("mistral", 170)]
    [InlineData("mistralrs", 5)]
    [InlineData("openrouter", 230)]
    [InlineData("perplexity", 19)]
    [InlineData("venice", 53)]
    public void ChatCompletions_UsageIsReadFromRecordings(string provider, int expected)
    {
        int count = 0;
        foreach (JsonElement usage in Usages(provider, "chat/completions", "usage"))
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(usage.GetRawText()));
            reader.Read();
            TokenUsage buckets = Buckets(OpenAIChatUsage.Reader.Read(ref reader)!);
            Assert.Equal((usage.GetRawText(), Count(usage, "total_tokens")), (usage.GetRawText(), buckets.TotalTokens));
            JsonElement input = Details(usage, "prompt_tokens_details");
            JsonElement output = Details(usage, "completion_tokens_details");
            Assert.Equal(Count(input, "cached_tokens"), buckets.CacheReadTokens);
            Assert.Equal(Math.Min(Count(output, "reasoning_tokens"), Count(usage, "completion_tokens")), buckets.ReasoningTokens);
            Assert.Equal(Count(output, "audio_tokens"), buckets.AudioOutputTokens);
            count++;
        }

        Assert.Equal(expected, count);
    }

    [Fact]
    public void Gemini_UsageIsReadFromRecordings()
    {
        int count = 0;
        foreach (JsonElement usage in Usages("gemini", "enerateContent", "usageMetadata"))
        {
            TokenUsage buckets = Buckets(GeminiUsage.Read(Encoding.UTF8.GetBytes(usage.GetRawText()), 0)!);
            Assert.Equal((usage.GetRawText(), Count(usage, "totalTokenCount")), (usage.GetRawText(), buckets.TotalTokens));
            Assert.Equal(Count(usage, "thoughtsTokenCount"), buckets.ReasoningTokens);
            Assert.Equal(Count(usage, "cachedContentTokenCount"), buckets.CacheReadTokens);
            Assert.Equal(Count(usage, "toolUsePromptTokenCount"), buckets.ToolInputTokens);
            Assert.Equal(
                Modality(usage, "promptTokensDetails", "IMAGE") - Modality(usage, "cacheTokensDetails", "IMAGE"), buckets.ImageInputTokens);
            Assert.Equal(
                Modality(usage, "promptTokensDetails", "AUDIO") - Modality(usage, "cacheTokensDetails", "AUDIO"), buckets.AudioInputTokens);
            count++;
        }

        Assert.Equal(313, count);
    }

    [Fact]
    public void Anthropic_UsageIsReadFromRecordings()
    {
        int count = 0;
        foreach (JsonElement usage in Usages("anthropic", "messages", "usage")
            .Where(static usage => usage.TryGetProperty("input_tokens", out _)))
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(usage.GetRawText()));
            reader.Read();
            CompoundUsageDetails? gathered = null;
            AnthropicUsage.Read(ref reader, ref gathered);
            AnthropicUsage.Reader.Settle(gathered!);
            TokenUsage buckets = Buckets(gathered!);
            Assert.Equal(
                (Count(usage, "input_tokens"), Count(usage, "cache_read_input_tokens"), Count(usage, "cache_creation_input_tokens")),
                (buckets.UncachedInputTokens, buckets.CacheReadTokens, buckets.CacheWriteTokens));
            Assert.Equal(Count(usage, "output_tokens"), buckets.AllOutputTokens);
            JsonElement written = Details(usage, "cache_creation");
            Assert.Equal(
                (Count(written, "ephemeral_5m_input_tokens"), Count(written, "ephemeral_1h_input_tokens")),
                (buckets.CacheWrite5MinuteTokens, buckets.CacheWrite1HourTokens));
            Assert.Equal(Count(Details(usage, "server_tool_use"), "web_search_requests"), buckets.WebSearches);
            count++;
        }

        Assert.Equal(419, count);
    }

    private static TokenUsage Buckets(UsageDetails details)
    {
        TokenUsage usage = TokenUsage.From(details);
        long[] all =
        [
            usage.UncachedInputTokens, usage.CacheReadTokens, usage.CacheWriteTokens, usage.AudioInputTokens, usage.ImageInputTokens,
            usage.VideoInputTokens, usage.DocumentInputTokens, usage.ToolInputTokens, usage.OutputTokens, usage.ReasoningTokens,
            usage.AudioOutputTokens, usage.ImageOutputTokens,
        ];
        Assert.All(all, static bucket => Assert.True(bucket >= 0));
        Assert.Equal(usage.TotalTokens, all.Sum());
        Assert.True(usage.CacheWrite5MinuteTokens + usage.CacheWrite1HourTokens <= usage.CacheWriteTokens);
        return usage;
    }

    // The last usage in each exchange, in any framing.
    private static IEnumerable<JsonElement> Usages(string provider, string path, string name)
    {
        foreach (JsonElement exchange in SharedData.Exchanges(provider))
        {
            if (exchange.GetProperty("status").GetInt32() >= 400 || !exchange.GetProperty("path")
                .GetString()!.Contains(path, StringComparison.Ordinal))
            {
                continue;
            }

            JsonElement? last = null;
            foreach (JsonElement body in Bodies(exchange.GetProperty("response")))
            {
                if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out JsonElement usage)
                    && usage.ValueKind == JsonValueKind.Object
                    && usage.EnumerateObject().Any())
                {
                    last = usage;
                }
            }

            if (last is { } found)
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<JsonElement> Bodies(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.String)
        {
            return [response];
        }

        string text = response.GetString()!;
        string[] lines = [.. text.Split('\n').Where(static line => line.StartsWith("data:", StringComparison.Ordinal))
            .Select(static line => line[5..].Trim())];
        return lines.Length == 0 ? [JsonElement.Parse(text)]
            : lines.Where(static line => line.StartsWith('{')).Select(static line => JsonElement.Parse(line));
    }

    private static long Modality(JsonElement usage, string list, string modality) =>
        usage.TryGetProperty(list, out JsonElement details)
            ? details.EnumerateArray().Where(detail => detail.GetProperty("modality").GetString() == modality)
                .Sum(static detail => Count(detail, "tokenCount"))
            : 0;

    private static JsonElement Details(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out JsonElement details) && details.ValueKind == JsonValueKind.Object ? details : default;

    private static long Count(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement count)
            && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : 0;
}
