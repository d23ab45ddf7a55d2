namespace ModelGateway;

/// <summary>How an attempt, or the whole request, ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It was answered in full.</summary>
    Completed = 0,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>The caller stopped reading the stream before its end.</summary>
    Abandoned,
}
