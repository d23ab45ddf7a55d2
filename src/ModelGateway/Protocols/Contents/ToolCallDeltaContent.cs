using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>A piece of a tool call's arguments as a protocol reads it. Callers get it as a <see cref="ToolCallDelta"/>, which JSON can carry.</summary>
/// <param name="callId">The id of the call.</param>
/// <param name="name">The name of the function.</param>
/// <param name="argumentsDelta">The next characters of the arguments' JSON; empty where the call begins.</param>
internal sealed class ToolCallDeltaContent(string callId, string name, string argumentsDelta) : AIContent
{
    public string CallId => callId;

    public string Name => name;

    public string ArgumentsDelta => argumentsDelta;
}
