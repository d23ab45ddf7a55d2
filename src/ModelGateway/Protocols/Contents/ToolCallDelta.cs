using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway;

/// <summary>
/// A piece of a tool call's arguments as the model writes them; only in streams, and only where
/// <see cref="GatewayRequestOptions.StreamToolCallDeltas"/> asks for it. The whole <see cref="FunctionCallContent"/> of the same
/// <see cref="CallId"/> follows exactly once, so that function invocation and applications can ignore the pieces, as the gateway does in a
/// history.
/// </summary>
/// <remarks>
/// In the contents of an update a piece is a plain <see cref="AIContent"/>, because that can be serialized as JSON, and a content type that
/// only the gateway knows could not. <see cref="From"/> reads it before and after serialization.
/// </remarks>
public sealed class ToolCallDelta
{
    private const string CallIdKey = "modelgateway.delta.callId";
    private const string NameKey = "modelgateway.delta.name";
    private const string ArgumentsKey = "modelgateway.delta.arguments";

    private ToolCallDelta(string callId, string name, string argumentsDelta)
    {
        CallId = callId;
        Name = name;
        ArgumentsDelta = argumentsDelta;
    }

    /// <summary>Gets the id of the call, which is also the id of the <see cref="FunctionCallContent"/> that follows.</summary>
    public string CallId { get; }

    /// <summary>Gets the name of the function.</summary>
    public string Name { get; }

    /// <summary>
    /// Gets the next characters of the arguments' JSON; empty where the call begins. The joined pieces of a call are its arguments.
    /// </summary>
    public string ArgumentsDelta { get; }

    /// <summary>Reads a content as a piece.</summary>
    /// <param name="content">A content of an update, or of a message built from updates.</param>
    /// <returns>The piece; null where the content is something else.</returns>
    public static ToolCallDelta? From(AIContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.GetType() == typeof(AIContent)
            && content.AdditionalProperties is { } properties
            && ContentOrigin.ReadString(properties, CallIdKey) is { } callId
            && ContentOrigin.ReadString(properties, NameKey) is { } name
            && ContentOrigin.ReadString(properties, ArgumentsKey) is { } arguments
            ? new ToolCallDelta(callId, name, arguments)
            : null;
    }

    /// <summary>
    /// Replaces the pieces that a protocol read by the form that leaves the gateway. No caller has seen the contents yet.
    /// </summary>
    internal static void Publish(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is ToolCallDeltaContent delta)
            {
                contents[i] = new AIContent
                {
                    AdditionalProperties = new()
                    {
                        [CallIdKey] = delta.CallId,
                        [NameKey] = delta.Name,
                        [ArgumentsKey] = delta.ArgumentsDelta
                    },
                };
            }
        }
    }

    /// <summary>
    /// Removes pieces from a history, and messages that held nothing else. A history without pieces is returned as it is.
    /// </summary>
    internal static IReadOnlyList<ChatMessage> Without(IReadOnlyList<ChatMessage> messages)
    {
        List<ChatMessage>? kept = null;
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            bool holds = Holds(message.Contents);
            if (holds)
            {
                kept ??= [.. messages.Take(i)];
                ChatMessage copy = message.Clone();
                copy.Contents = [.. message.Contents.Where(static content => !IsDelta(content))];
                message = copy;
            }

            if (!holds || message.Contents.Count > 0)
            {
                kept?.Add(message);
            }
        }

        return kept ?? messages;
    }

    private static bool Holds(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (IsDelta(contents[i]))
            {
                return true;
            }
        }

        return false;
    }

    // The name is not checked: a history may hold pieces that another version wrote.
    private static bool IsDelta(AIContent? content) =>
        content is ToolCallDeltaContent
        || (content?.GetType() == typeof(AIContent) && content.AdditionalProperties?.ContainsKey(CallIdKey) is true);
}
