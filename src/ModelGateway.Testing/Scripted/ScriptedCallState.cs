namespace ModelGateway.Testing;

/// <summary>The state of a call to a <see cref="ScriptedChatClient"/>.</summary>
public enum ScriptedCallState
{
    /// <summary>The call is running.</summary>
    Running = 0,

    /// <summary>The call ended as scripted, without an exception.</summary>
    Completed,

    /// <summary>The call threw an exception.</summary>
    Failed,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>The caller stopped reading the stream before its end.</summary>
    Abandoned,
}
