namespace ModelGateway.Tests.Simulation;

/// <summary>How a simulated caller asks.</summary>
internal enum CallMode
{
    Streamed,
    Whole,

    /// <summary>Whole for the caller, a stream from the provider.</summary>
    Coalesced,
}
