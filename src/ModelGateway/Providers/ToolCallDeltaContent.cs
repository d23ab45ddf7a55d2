using Microsoft.Extensions.AI;

namespace ModelGateway;

/// <summary>
/// A piece of a tool call's arguments as the model writes them; only in streams, and only where
/// <see cref="GatewayRequestSettings.StreamToolCallDeltas"/> asks for it. The whole <see cref="FunctionCallContent"/> of the same
/// <see cref="CallId"/> follows exactly once, so that function invocation and whoever sends a history on can ignore the pieces, as the
/// gateway does.
/// </summary>
public sealed class ToolCallDeltaContent : AIContent
{
    /// <summary>Initializes a piece.</summary>
    /// <param name="callId">The id of the call.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="argumentsDelta">The next characters of the arguments' JSON; empty where the call only begins.</param>
    public ToolCallDeltaContent(string callId, string name, string argumentsDelta)
    {
        ArgumentNullException.ThrowIfNull(callId);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(argumentsDelta);
        CallId = callId;
        Name = name;
        ArgumentsDelta = argumentsDelta;
    }

    /// <summary>The id of the call; that of the <see cref="FunctionCallContent"/> that follows.</summary>
    public string CallId { get; }

    /// <summary>The name of the function.</summary>
    public string Name { get; }

    /// <summary>The next characters of the arguments' JSON. Joined, the pieces of a call are its arguments.</summary>
    public string ArgumentsDelta { get; }
}
