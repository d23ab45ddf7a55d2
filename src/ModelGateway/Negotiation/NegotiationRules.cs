using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>A route's settings for negotiation. A request that names a deployment instead of a route has the default rules.</summary>
internal sealed class NegotiationRules
{
    // The requirements of the last request, joined with the route's. Callers reuse their options, so the next request often has the same.
    private (RequirementSet Asked, RequirementSet All)[] _last = [(RequirementSet.None, RequirementSet.None)];

    public static NegotiationRules Default { get; } = new();

    /// <summary>What every candidate must have.</summary>
    public RequirementSet Require { get; init; } = RequirementSet.None;

    /// <summary>What the route would rather have.</summary>
    public CapabilityPreference[] Prefer { get; init; } = [];

    /// <summary>What happens to a candidate of which it is unknown whether it meets an essential need.</summary>
    public UnmetCapabilityBehavior WhenUnknown { get; init; } = UnmetCapabilityBehavior.Allow;

    /// <summary>What happens to a candidate that is known not to take an option of the request.</summary>
    public UnmetCapabilityBehavior WhenOptionMissing { get; init; } = UnmetCapabilityBehavior.LastResort;

    /// <summary>
    /// What happens to a candidate of which it is unknown whether it takes an option: never worse than if it were known not to.
    /// </summary>
    public UnmetCapabilityBehavior WhenOptionUnknown => WhenUnknown < WhenOptionMissing ? WhenUnknown : WhenOptionMissing;

    /// <summary>The bridges that the route allows.</summary>
    public Bridges Bridges { get; init; }

    /// <summary>The capabilities that bridges replace.</summary>
    public static CapabilityFlags Bridged(Bridges bridges) =>
        ((bridges & (Bridges.SchemaByTool | Bridges.SchemaByPrompt)) != 0 ? CapabilityFlags.JsonSchema : 0)
        | ((bridges & Bridges.FoldSystemPrompt) != 0 ? CapabilityFlags.SystemPrompt : 0)
        | ((bridges & Bridges.SerializeToolCalls) != 0 ? CapabilityFlags.ParallelTools : 0);

    /// <summary>Joins a request's requirements with the route's.</summary>
    public RequirementSet With(RequirementSet asked)
    {
        if (asked.IsEmpty || Require.IsEmpty)
        {
            return asked.IsEmpty ? Require : asked;
        }

        (RequirementSet Asked, RequirementSet All)[] last = Volatile.Read(ref _last);
        if (!ReferenceEquals(last[0].Asked, asked))
        {
            last = [(asked, Require.And(asked))];
            Volatile.Write(ref _last, last);
        }

        return last[0].All;
    }
}
