namespace ModelGateway.Tests.Simulation;

/// <summary>How a simulated caller reads its answer.</summary>
internal enum CallerBehaviour
{
    ReadsAll,
    ReadsSlowly,
    Cancels,

    /// <summary>Leaves its loop after some updates, which disposes the stream.</summary>
    Abandons,

    /// <summary>Stops reading after some updates and never disposes the stream.</summary>
    Forgets,
}
