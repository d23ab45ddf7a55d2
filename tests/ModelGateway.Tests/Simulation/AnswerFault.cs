namespace ModelGateway.Tests.Simulation;

/// <summary>What goes wrong with one simulated answer.</summary>
internal enum AnswerFault
{
    None,

    /// <summary>Throws after so many pieces.</summary>
    Throws,

    /// <summary>Ends after so many pieces without a finish reason.</summary>
    EndsWithoutFinish,

    /// <summary>Stops after so many pieces and is silent for ever, or until it is cancelled, where it answers to that.</summary>
    Stalls,

    /// <summary>Throws after the finish reason.</summary>
    BreaksAfterFinish,
}
