namespace ModelGateway;

/// <summary>What is known of a capability. Unknown is an answer of its own: it is neither yes nor no.</summary>
public enum CapabilitySupport
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>It is known to be missing.</summary>
    No,

    /// <summary>It is known to be there.</summary>
    Yes,
}
