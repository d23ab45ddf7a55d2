using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Claude;

/// <summary>Claude's own words, which are the same through Anthropic and through Bedrock.</summary>
internal static class ClaudeWords
{
    /// <summary><c>thinking.type</c> where the model decides how long it thinks.</summary>
    public const string Adaptive = "adaptive";

    /// <summary><c>thinking.type</c> with a budget.</summary>
    public const string Enabled = "enabled";

    /// <summary><c>thinking.type</c> that turns thinking off.</summary>
    public const string Disabled = "disabled";

    /// <summary><c>output_config.effort</c>. Models that do not know <c>xhigh</c> are sent <c>max</c>.</summary>
    public static readonly WordTable<ReasoningEffort> Efforts = new(
        ("low", ReasoningEffort.Low),
        ("medium", ReasoningEffort.Medium),
        ("high", ReasoningEffort.High),
        ("xhigh", ReasoningEffort.ExtraHigh),
        ("max", ReasoningEffort.ExtraHigh));

    /// <summary><c>thinking.display</c>.</summary>
    public static readonly WordTable<ReasoningOutput> Displays = new(
        ("summarized", ReasoningOutput.Summary),
        ("summarized", ReasoningOutput.Full),
        ("omitted", ReasoningOutput.None));

    /// <summary>Whether a <c>thinking.type</c> makes the model think.</summary>
    public static bool IsThinking(string? type) => type is Adaptive or Enabled;
}
