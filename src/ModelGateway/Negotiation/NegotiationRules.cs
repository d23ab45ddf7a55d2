using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>What a route says of negotiation. The rules of a route that a deployment's own name makes are the default ones.</summary>
internal sealed class NegotiationRules
{
    // What one caller asks, joined with what the route asks: callers keep their options, so that the last one is most often the next.
    private (RequirementSet Asked, RequirementSet All)[] _last = [(RequirementSet.None, RequirementSet.None)];

    public static NegotiationRules Default { get; } = new();

    public RequirementSet Require { get; init; } = RequirementSet.None;

    public CapabilityPreference[] Prefer { get; init; } = [];

    public UnmetCapabilityBehavior WhenUnknown { get; init; } = UnmetCapabilityBehavior.Allow;

    public UnmetCapabilityBehavior WhenOptionMissing { get; init; } = UnmetCapabilityBehavior.LastResort;

    public Bridges Bridges { get; init; }

    /// <summary>What becomes of a candidate of which it is unknown whether it takes an option: no worse than one that is known not to.</summary>
    public UnmetCapabilityBehavior WhenOptionUnknown => WhenUnknown < WhenOptionMissing ? WhenUnknown : WhenOptionMissing;

    /// <summary>What the route and the request ask.</summary>
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
