namespace ModelGateway.Capabilities;

/// <summary>How a capability is compared.</summary>
internal enum CapabilityKind : byte
{
    /// <summary>The capability is present or absent.</summary>
    Flag,

    /// <summary>A minimum context window, in tokens.</summary>
    Context,

    /// <summary>A minimum output limit, in tokens.</summary>
    Output,

    /// <summary>An exact length of vectors.</summary>
    Dimensions,

    /// <summary>A region of processing.</summary>
    Region,
}
