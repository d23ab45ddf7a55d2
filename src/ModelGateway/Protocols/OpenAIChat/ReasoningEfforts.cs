using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>A service's words for efforts; null for one that it cannot be asked for by a word.</summary>
internal sealed record ReasoningEfforts(string? None, string Low, string Medium, string High, string ExtraHigh)
{
    /// <summary>OpenAI's.</summary>
    public static readonly ReasoningEfforts Usual = new("none", "low", "medium", "high", "xhigh");

    /// <summary>Those that every reasoning model has.</summary>
    public static readonly ReasoningEfforts Three = new(null, "low", "medium", "high", "high");

    public string? Of(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => None,
        ReasoningEffort.Low => Low,
        ReasoningEffort.Medium => Medium,
        ReasoningEffort.High => High,
        _ => ExtraHigh,
    };
}
