using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The additional passes that <c>usage.iterations</c> lists. They are billed, but the top-level counts do not include them.
/// </summary>
internal sealed class AnthropicIterations
{
    private const string Advisor = "advisor_message";
    private const string Compaction = "compaction";

    private readonly List<SubUsage> _passes = [];

    /// <summary>The passes, one for each kind and model; empty where there were none.</summary>
    public IReadOnlyList<SubUsage> Passes => _passes;

    public static AnthropicIterations Read(ref Utf8JsonReader reader)
    {
        AnthropicIterations iterations = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? type = JsonFields.PeekString(reader, AnthropicNames.Type.EncodedUtf8Bytes);
            if (type is Advisor or Compaction)
            {
                iterations.Add(type, JsonFields.PeekString(reader, AnthropicNames.Model), ReadPass(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return iterations;
    }

    public void AddTo(UsageDetails usage)
    {
        foreach (SubUsage pass in _passes)
        {
            bool advisor = pass.Kind == Advisor;
            Add(usage, advisor ? UsageCounts.AdvisorInput : UsageCounts.CompactionInput, pass.Usage.InputTokens);
            Add(usage, advisor ? UsageCounts.AdvisorCacheRead : UsageCounts.CompactionCacheRead, pass.Usage.CacheReadTokens);
            Add(usage, advisor ? UsageCounts.AdvisorCacheWrite : UsageCounts.CompactionCacheWrite, pass.Usage.CacheWriteTokens);
            Add(usage, advisor ? UsageCounts.AdvisorOutput : UsageCounts.CompactionOutput, pass.Usage.OutputTokens);
        }
    }

    private static void Add(UsageDetails usage, string name, long count) =>
        AnthropicUsageReader.Add(usage, name, count + (usage.AdditionalCounts?.GetValueOrDefault(name) ?? 0));

    private static TokenUsage ReadPass(ref Utf8JsonReader reader)
    {
        long input = 0, output = 0, cacheRead = 0, cacheWrite = 0;
        while (JsonFields.NextProperty(ref reader))
        {
            if (!AnthropicUsageReader.TryReadCount(ref reader, AnthropicNames.InputTokens, ref input)
                && !AnthropicUsageReader.TryReadCount(ref reader, AnthropicNames.OutputTokens, ref output)
                && !AnthropicUsageReader.TryReadCount(ref reader, AnthropicNames.CacheReadInputTokens, ref cacheRead)
                && !AnthropicUsageReader.TryReadCount(ref reader, AnthropicNames.CacheCreationInputTokens, ref cacheWrite))
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        return TokenUsage.From(new UsageDetails
        {
            InputTokenCount = checked(input + cacheRead + cacheWrite),
            OutputTokenCount = output,
            CachedInputTokenCount = cacheRead,
            AdditionalCounts = cacheWrite > 0 ? new() { [UsageCounts.CacheWrite] = cacheWrite } : null,
        });
    }

    private void Add(string kind, string? model, TokenUsage usage)
    {
        int index = _passes.FindIndex(pass => pass.Kind == kind && pass.Model == model);
        if (index < 0)
        {
            _passes.Add(new SubUsage(kind, model, usage));
        }
        else
        {
            _passes[index] = _passes[index] with { Usage = _passes[index].Usage + usage };
        }
    }
}
