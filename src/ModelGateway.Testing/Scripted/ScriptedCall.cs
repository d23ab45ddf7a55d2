using Microsoft.Extensions.AI;

namespace ModelGateway.Testing;

/// <summary>A call that a <see cref="ScriptedChatClient"/> received.</summary>
public sealed class ScriptedCall
{
    private volatile ScriptedCallState _state;
    private int _updatesSent;

    internal ScriptedCall(IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        Messages = [.. messages];
        Options = options?.Clone();
        IsStreaming = isStreaming;
    }

    /// <summary>The messages. The list is a copy; the messages are the caller's.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>A copy of the options; null where there were none.</summary>
    public ChatOptions? Options { get; }

    /// <summary>Whether the caller requested a stream.</summary>
    public bool IsStreaming { get; }

    /// <summary>The state of the call.</summary>
    public ScriptedCallState State { get => _state; internal set => _state = value; }

    /// <summary>The number of updates that the caller has received.</summary>
    public int UpdatesSent => Volatile.Read(ref _updatesSent);

    /// <summary>The text of the last user message; empty where there is none.</summary>
    public string LastUserText => Messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? string.Empty;

    internal void CountUpdate() => Interlocked.Increment(ref _updatesSent);
}
