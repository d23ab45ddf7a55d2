namespace ModelGateway.Testing;

/// <summary>What became of a call to a <see cref="ScriptedChatClient"/>.</summary>
public enum ScriptedCallState
{
    /// <summary>It is not over yet.</summary>
    Running = 0,

    /// <summary>It ended as scripted, without an exception.</summary>
    Completed,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>The caller stopped reading the stream before its end.</summary>
    Abandoned,
}
