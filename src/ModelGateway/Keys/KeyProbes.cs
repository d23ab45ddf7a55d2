namespace ModelGateway.Keys;

/// <summary>Where a lease took the place of a probe, which is given back there and nowhere else.</summary>
[Flags]
internal enum KeyProbes
{
    /// <summary>Nowhere: nothing of the lease rests.</summary>
    None = 0,

    /// <summary>At the deployment as a whole.</summary>
    Whole = 1,

    /// <summary>At the key, for the whole provider.</summary>
    AtProvider = 2,

    /// <summary>At the key, for the deployment.</summary>
    AtDeployment = 4,
}
