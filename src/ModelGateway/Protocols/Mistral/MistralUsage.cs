using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Where <c>usage</c> counts what. Cached tokens come under any of three names.</summary>
internal static class MistralUsage
{
    public static UsageTable Table { get; } = new(
        UsageShape.None,
        new("prompt_tokens", UsageBucket.Input),
        new("completion_tokens", UsageBucket.Output),
        new("total_tokens", UsageBucket.Total),
        new("prompt_tokens_details.cached_tokens", UsageBucket.CachedInput),
        new("prompt_token_details.cached_tokens", UsageBucket.CachedInput),
        new("num_cached_tokens", UsageBucket.CachedInput),
        new("prompt_tokens_details.audio_tokens", UsageBucket.InputAudio),
        new("prompt_token_details.audio_tokens", UsageBucket.InputAudio),
        new("completion_tokens_details.reasoning_tokens", UsageBucket.Reasoning),
        new("prompt_audio_seconds", UsageBucket.Additional(UsageCounts.InputAudioSeconds), UsageRule.Optional)); // {} stands for none.

    public static UsageReader Reader { get; } = new MistralUsageReader();

    private sealed class MistralUsageReader() : UsageReader(Table)
    {
        // Audio is in the total but not in the prompt: what the total holds beyond prompt and completion is input too.
        public override void Settle(UsageDetails usage)
        {
            if (usage is { TotalTokenCount: { } total, InputTokenCount: { } input })
            {
                usage.InputTokenCount = Math.Max(input, total - (usage.OutputTokenCount ?? 0));
            }

            base.Settle(usage);
        }
    }
}
