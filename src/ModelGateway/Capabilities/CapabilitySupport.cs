namespace ModelGateway;

/// <summary>What is known of a capability.</summary>
public enum CapabilitySupport
{
    /// <summary>Nothing is known: this means neither yes nor no.</summary>
    Unknown,

    /// <summary>The capability is known to be absent.</summary>
    No,

    /// <summary>The capability is known to be present.</summary>
    Yes,
}
