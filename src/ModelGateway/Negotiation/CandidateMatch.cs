using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>What came of one candidate, and why.</summary>
internal readonly record struct CandidateMatch
{
    public CandidateFit Standing { get; init; }

    /// <summary>What is done in place of what it lacks.</summary>
    public Bridges Bridges { get; init; }

    /// <summary>What an answer depends on and it is known not to have; what is bridged is not among it.</summary>
    public CapabilityFlags Lacks { get; init; }

    /// <summary>What an answer depends on and of which nothing is known.</summary>
    public CapabilityFlags Doubts { get; init; }

    /// <summary>The options that it would leave out.</summary>
    public CapabilityFlags LeavesOut { get; init; }

    /// <summary>The options of which nothing is known.</summary>
    public CapabilityFlags OptionsInDoubt { get; init; }
}
