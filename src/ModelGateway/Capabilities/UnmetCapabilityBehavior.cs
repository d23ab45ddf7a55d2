namespace ModelGateway;

/// <summary>What becomes of a candidate that is in doubt.</summary>
public enum UnmetCapabilityBehavior
{
    /// <summary>It is a candidate like the others.</summary>
    Allow,

    /// <summary>It is tried when none of the others can be.</summary>
    LastResort,

    /// <summary>It is out.</summary>
    Refuse,
}
