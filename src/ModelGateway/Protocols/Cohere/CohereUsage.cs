using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Where <c>usage</c>, and the <c>meta</c> of embeddings, count what. Cohere bills fewer tokens than the model works on, and counts its
/// cache among the latter. Input and output are what is billed; the rest is reported as processed tokens, because a discount on tokens that
/// are not billed would be no discount.
/// </summary>
internal static class CohereUsage
{
    private static readonly UsageBucket ProcessedInput = UsageBucket.Additional(UsageCounts.ProcessedInput);
    private static readonly UsageBucket ProcessedOutput = UsageBucket.Additional(UsageCounts.ProcessedOutput);
    private static readonly UsageBucket ProcessedCacheRead = UsageBucket.Additional(UsageCounts.ProcessedCacheRead);
    private static readonly UsageBucket InputImage = UsageBucket.Additional(UsageCounts.InputImage);

    public static UsageTable Table { get; } = new(
        UsageShape.TotalOfKnown,
        new("billed_units.input_tokens", UsageBucket.Input),
        new("billed_units.output_tokens", UsageBucket.Output),
        new("billed_units.image_tokens", InputImage),
        new("billed_units.search_units", UsageBucket.Additional(UsageCounts.SearchUnits)),
        new("billed_units.images", UsageBucket.Additional(UsageCounts.Images)),
        new("tokens.input_tokens", ProcessedInput),
        new("tokens.output_tokens", ProcessedOutput),
        new("tokens.reasoning_tokens", UsageBucket.Reasoning),
        new("cached_tokens", ProcessedCacheRead));

    public static UsageReader Reader { get; } = new CohereUsageReader();

    /// <summary>Reads the value that the reader stands on; null where it counts nothing.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader) =>
        Reader.Read(ref reader) is { } usage
        && (usage.InputTokenCount is not null || usage.OutputTokenCount is not null || usage.AdditionalCounts is not null)
            ? usage
            : null;

    private sealed class CohereUsageReader() : UsageReader(Table)
    {
        public override void Settle(UsageDetails usage)
        {
            if (usage.InputTokenCount is null && usage.OutputTokenCount is null)
            {
                usage.InputTokenCount = Take(ProcessedInput, usage);
                usage.OutputTokenCount = Take(ProcessedOutput, usage);
                usage.CachedInputTokenCount = Take(ProcessedCacheRead, usage);
            }

            if (usage.ReasoningTokenCount is { } reasoning)
            {
                usage.ReasoningTokenCount = Math.Min(reasoning, usage.OutputTokenCount ?? reasoning);
            }

            if (InputImage.Get(usage) is { } images)
            {
                usage.InputTokenCount = (usage.InputTokenCount ?? 0) + images;
            }

            base.Settle(usage);
        }

        private static long? Take(UsageBucket bucket, UsageDetails usage)
        {
            long? count = bucket.Get(usage);
            bucket.Set(usage, 0);
            return count;
        }
    }
}
