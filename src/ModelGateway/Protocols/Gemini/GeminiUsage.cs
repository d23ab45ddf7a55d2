using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// The counts of <c>usageMetadata</c>. Gemini counts thoughts outside the candidates and what its tools fed to the model outside the
/// prompt; Microsoft.Extensions.AI counts them within output and input. Cached tokens are within the prompt in both.
/// </summary>
internal static class GeminiUsage
{
    // The input from tools is one bucket for all modalities; only its text also counts as text of the input.
    public static UsageTable Table { get; } = new(
        UsageShape.ToolsOutsideInput | UsageShape.ReasoningOutsideOutput | UsageShape.ZeroWhereAbsent,
        new("promptTokenCount", UsageBucket.Input),
        new("candidatesTokenCount", UsageBucket.Output),
        new("thoughtsTokenCount", UsageBucket.Reasoning),
        new("toolUsePromptTokenCount", UsageBucket.Additional(UsageCounts.ToolInput)),
        new("cachedContentTokenCount", UsageBucket.CachedInput),
        new("promptTokensDetails[modality=TEXT].tokenCount", UsageBucket.InputText, UsageRule.Sum),
        new("promptTokensDetails[modality=AUDIO].tokenCount", UsageBucket.InputAudio, UsageRule.Sum),
        new("promptTokensDetails[modality=IMAGE].tokenCount", UsageBucket.Additional(UsageCounts.InputImage), UsageRule.Sum),
        new("promptTokensDetails[modality=VIDEO].tokenCount", UsageBucket.Additional(UsageCounts.InputVideo), UsageRule.Sum),
        new("promptTokensDetails[modality=DOCUMENT].tokenCount", UsageBucket.Additional(UsageCounts.InputDocument), UsageRule.Sum),
        new("toolUsePromptTokensDetails[modality=TEXT].tokenCount", UsageBucket.InputText, UsageRule.Sum),
        new("cacheTokensDetails[modality=AUDIO].tokenCount", UsageBucket.Additional(UsageCounts.CachedAudio), UsageRule.Sum),
        new("cacheTokensDetails[modality=IMAGE].tokenCount", UsageBucket.Additional(UsageCounts.CachedImage), UsageRule.Sum),
        new("cacheTokensDetails[modality=VIDEO].tokenCount", UsageBucket.Additional(UsageCounts.CachedVideo), UsageRule.Sum),
        new("cacheTokensDetails[modality=DOCUMENT].tokenCount", UsageBucket.Additional(UsageCounts.CachedDocument), UsageRule.Sum),
        new("candidatesTokensDetails[modality=TEXT].tokenCount", UsageBucket.OutputText, UsageRule.Sum),
        new("candidatesTokensDetails[modality=AUDIO].tokenCount", UsageBucket.OutputAudio, UsageRule.Sum),
        new("candidatesTokensDetails[modality=IMAGE].tokenCount", UsageBucket.Additional(UsageCounts.OutputImage), UsageRule.Sum));

    public static UsageReader Reader { get; } = new(Table);

    /// <summary>The class of service that Vertex AI served: <c>priority</c>, <c>flex</c>; null for another or none.</summary>
    public static string? ReadServiceTier(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, WireJson.Options);
        return reader.Read() && JsonFields.MoveTo(ref reader, GeminiNames.TrafficType) && reader.TokenType == JsonTokenType.String
            && GeminiWords.ServedTiers.TryRead(ref reader, out string? tier) ? tier : null;
    }

    /// <summary>Reads the usage's JSON; null where it is null.</summary>
    /// <param name="json">The usage.</param>
    /// <param name="searches">The searches that the answer's grounding lists; the usage does not count them.</param>
    public static UsageDetails? Read(ReadOnlySpan<byte> json, int searches)
    {
        Utf8JsonReader reader = new(json, WireJson.Options);
        reader.Read();
        UsageDetails? usage = Reader.Read(ref reader);
        if (usage is not null && searches > 0)
        {
            UsageBucket.Additional(UsageCounts.WebSearches).Set(usage, searches);
        }

        return usage;
    }
}
