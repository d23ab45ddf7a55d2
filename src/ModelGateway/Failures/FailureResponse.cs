namespace ModelGateway.Failures;

/// <summary>What a failure before the commit point leads to.</summary>
internal enum FailureResponse
{
    /// <summary>The caller is told at once.</summary>
    Stop,

    /// <summary>The same deployment is tried with another key, if it has one; else the next deployment.</summary>
    OtherKey,

    /// <summary>The next deployment is tried.</summary>
    NextDeployment,

    /// <summary>The next deployment whose context window is larger, or unknown, is tried.</summary>
    LargerWindow,
}
