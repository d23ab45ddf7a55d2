using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The additional passes that <c>usage.iterations</c> lists. They are billed, but the top-level counts do not include them.
/// </summary>
internal static class AnthropicIterations
{
    private const string Advisor = "advisor_message";
    private const string Compaction = "compaction";

    private static readonly UsageReader Pass = new(AnthropicUsage.Table);

    /// <summary>Reads the passes, one for each kind and model; null where there were none.</summary>
    public static List<SubUsage>? Read(ref Utf8JsonReader reader)
    {
        List<SubUsage>? passes = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject
                && JsonFields.PeekString(reader, AnthropicNames.Type.EncodedUtf8Bytes) is (Advisor or Compaction) and { } type)
            {
                Add(passes ??= [], new SubUsage(type, JsonFields.PeekString(reader, AnthropicNames.Model), ReadPass(ref reader)));
            }
            else
            {
                reader.Skip();
            }
        }

        return passes;
    }

    /// <summary>Names the passes' tokens among the additional counts.</summary>
    public static void AddTo(UsageDetails usage, IReadOnlyList<SubUsage> passes)
    {
        foreach (SubUsage pass in passes)
        {
            bool advisor = pass.Kind == Advisor;
            Add(usage, advisor ? UsageCounts.AdvisorInput : UsageCounts.CompactionInput, pass.Usage.InputTokens);
            Add(usage, advisor ? UsageCounts.AdvisorCacheRead : UsageCounts.CompactionCacheRead, pass.Usage.CacheReadTokens);
            Add(usage, advisor ? UsageCounts.AdvisorCacheWrite : UsageCounts.CompactionCacheWrite, pass.Usage.CacheWriteTokens);
            Add(usage, advisor ? UsageCounts.AdvisorOutput : UsageCounts.CompactionOutput, pass.Usage.AllOutputTokens);
        }
    }

    private static void Add(UsageDetails usage, string name, long count)
    {
        UsageBucket bucket = UsageBucket.Additional(name);
        bucket.Set(usage, (bucket.Get(usage) ?? 0) + count);
    }

    private static TokenUsage ReadPass(ref Utf8JsonReader reader) => TokenUsage.From(Pass.Read(ref reader)!);

    private static void Add(List<SubUsage> passes, SubUsage pass)
    {
        int index = passes.FindIndex(known => known.Kind == pass.Kind && known.Model == pass.Model);
        if (index < 0)
        {
            passes.Add(pass);
        }
        else
        {
            passes[index] = passes[index] with { Usage = passes[index].Usage + pass.Usage };
        }
    }
}
