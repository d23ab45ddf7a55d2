namespace ModelGateway;

/// <summary>How a candidate is treated that does not meet a need, or of which that is unknown.</summary>
public enum UnmetCapabilityBehavior
{
    /// <summary>The candidate is treated like the others.</summary>
    Allow,

    /// <summary>The candidate is tried after all others.</summary>
    LastResort,

    /// <summary>The candidate is excluded.</summary>
    Refuse,
}
