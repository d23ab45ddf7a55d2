using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>The result of comparing one candidate with one request, and the reasons for it.</summary>
internal readonly record struct CandidateMatch
{
    /// <summary>How well the candidate fits.</summary>
    public CandidateFit Fit { get; init; }

    /// <summary>The bridges that replace what the candidate lacks.</summary>
    public Bridges Bridges { get; init; }

    /// <summary>The essential needs that the candidate is known not to meet; those that are bridged are left out.</summary>
    public CapabilityFlags Lacks { get; init; }

    /// <summary>The essential needs of which it is unknown whether the candidate meets them.</summary>
    public CapabilityFlags Doubts { get; init; }

    /// <summary>The options of the request that the candidate is known not to take.</summary>
    public CapabilityFlags LeavesOut { get; init; }

    /// <summary>The options of which it is unknown whether the candidate takes them.</summary>
    public CapabilityFlags OptionsInDoubt { get; init; }

    /// <summary>All needs that exclude the candidate under the rules of its route.</summary>
    public CapabilityFlags GetBlockers(NegotiationRules rules) =>
        Lacks
        | (rules.WhenUnknown == UnmetCapabilityBehavior.Refuse ? Doubts : 0)
        | (rules.WhenOptionMissing == UnmetCapabilityBehavior.Refuse ? LeavesOut : 0)
        | (rules.WhenOptionUnknown == UnmetCapabilityBehavior.Refuse ? OptionsInDoubt : 0);
}
