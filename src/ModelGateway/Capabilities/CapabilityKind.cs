namespace ModelGateway.Capabilities;

/// <summary>What a capability is measured by.</summary>
internal enum CapabilityKind : byte
{
    /// <summary>It is there or not.</summary>
    Flag,

    /// <summary>A context window of at least so many tokens.</summary>
    Context,

    /// <summary>An answer of at least so many tokens.</summary>
    Output,

    /// <summary>Vectors of exactly so many dimensions.</summary>
    Dimensions,

    /// <summary>Processing within a region.</summary>
    Region,
}
