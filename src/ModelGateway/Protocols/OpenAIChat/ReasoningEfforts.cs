using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>A service's words for reasoning efforts, for both directions; null where it has no word for not reasoning.</summary>
internal sealed record ReasoningEfforts(string? None, string Low, string Medium, string High, string ExtraHigh)
{
    /// <summary>OpenAI's words.</summary>
    public static readonly ReasoningEfforts Usual = new("none", "low", "medium", "high", "xhigh");

    /// <summary>The three efforts that every reasoning model has; the highest is sent for a higher one.</summary>
    public static readonly ReasoningEfforts Three = new(null, "low", "medium", "high", "high");

    /// <summary>The word to send; null where the service has none.</summary>
    public string? WordFor(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => None,
        ReasoningEffort.Low => Low,
        ReasoningEffort.Medium => Medium,
        ReasoningEffort.High => High,
        _ => ExtraHigh,
    };

    /// <summary>The effort that a word asks for; null where the service does not know it.</summary>
    public ReasoningEffort? EffortFor(string word) =>
        word == None ? ReasoningEffort.None
        : word == Low ? ReasoningEffort.Low
        : word == Medium ? ReasoningEffort.Medium
        : word == High ? ReasoningEffort.High
        : word == ExtraHigh ? ReasoningEffort.ExtraHigh
        : null;
}
