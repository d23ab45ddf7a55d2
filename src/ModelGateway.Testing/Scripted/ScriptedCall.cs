using Microsoft.Extensions.AI;
using ModelGateway.Testing.Simulators;

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

    /// <summary>The messages: the list is a copy, the messages are the caller's.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>A copy of the options; null where there were none.</summary>
    public ChatOptions? Options { get; }

    /// <summary>Whether a stream was asked for.</summary>
    public bool IsStreaming { get; }

    /// <summary>What became of the call.</summary>
    public ScriptedCallState State { get => _state; internal set => _state = value; }

    /// <summary>How many updates of a stream the caller has been handed.</summary>
    public int UpdatesSent => Volatile.Read(ref _updatesSent);

    /// <summary>The text of the last message of the user; empty where there is none.</summary>
    public string LastUserText => Messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? string.Empty;

    internal void CountUpdate() => Interlocked.Increment(ref _updatesSent);
}
