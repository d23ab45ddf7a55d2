using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Providers.Wrapped;

/// <summary>The request as a wrapped client gets it: without the gateway's properties, which are removed from copies.</summary>
/// <param name="call">The attempt. What is left out is noted on it.</param>
/// <param name="origin">The wrapped client's origin. Reasoning from elsewhere is left out, as the client could not read it.</param>
internal readonly struct InnerRequest(ChatCall call, string origin)
{
    /// <summary>The prefix of every additional property that belongs to the gateway.</summary>
    public const string GatewayPrefix = "modelgateway.";

    public ChatOptions CopyOptions(string? modelId)
    {
        // Clone keeps a vendor's class derived from ChatOptions, which the vendor's client reads.
        ChatOptions plain = call.Options?.Clone() ?? new ChatOptions();
        plain.ModelId = modelId;
        plain.MaxOutputTokens = call.MaxOutputTokens;
        plain.AdditionalProperties = RemoveGatewayProperties(plain.AdditionalProperties);
        return plain;
    }

    public IReadOnlyList<ChatMessage> CopyMessages()
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        List<ChatMessage>? cleaned = null;
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            List<AIContent>? contents = CopyContents(message.Contents);
            bool marked = message.AdditionalProperties is { } properties && HasGatewayProperty(properties);
            if (contents is not null || marked)
            {
                cleaned ??= [.. messages];
                ChatMessage clone = message.Clone();
                clone.AdditionalProperties = RemoveGatewayProperties(message.AdditionalProperties);
                clone.Contents = contents ?? message.Contents;
                cleaned[i] = clone;
            }
        }

        return cleaned ?? messages;
    }

    // Null where nothing has to be removed.
    private List<AIContent>? CopyContents(IList<AIContent> contents)
    {
        List<AIContent>? cleaned = null;
        for (int i = 0; i < contents.Count; i++)
        {
            AIContent content = contents[i];
            AIContent? kept = content.AdditionalProperties is { } properties && HasGatewayProperty(properties) ? CopyContent(content)
                : content;
            if (!ReferenceEquals(kept, content) && cleaned is null)
            {
                cleaned = [.. contents.Take(i)];
            }

            if (kept is not null)
            {
                cleaned?.Add(kept);
            }
        }

        return cleaned;
    }

    private AIContent? CopyContent(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent when !ContentOrigin.IsFrom(content, origin):
                call.Notes.Add(CallNotes.ForeignReasoning);
                return null;
            case TextReasoningContent reasoning:
                return ReasoningMarker.Copy(reasoning, RemoveGatewayProperties(reasoning.AdditionalProperties));
            case FunctionCallContent function:
                return new FunctionCallContent(function.CallId, function.Name, function.Arguments)
                {
                    AdditionalProperties = RemoveGatewayProperties(function.AdditionalProperties),
                    Annotations = function.Annotations,
                    Exception = function.Exception,
                    InformationalOnly = function.InformationalOnly,
                    RawRepresentation = function.RawRepresentation,
                };
            default:
                // AIContent has no Clone, and its many derived types may gain members: only a memberwise copy is complete.
                AIContent copy = (AIContent)MemberwiseClone(content);
                copy.AdditionalProperties = RemoveGatewayProperties(content.AdditionalProperties);
                return copy;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern object MemberwiseClone(object content);

    /// <summary>Returns the properties that are not the gateway's: the same object where all are kept, null where none is left.</summary>
    public static AdditionalPropertiesDictionary? RemoveGatewayProperties(AdditionalPropertiesDictionary? properties)
    {
        if (properties is null || !HasGatewayProperty(properties))
        {
            return properties;
        }

        AdditionalPropertiesDictionary rest = [];
        foreach ((string name, object? value) in properties)
        {
            if (!name.StartsWith(GatewayPrefix, StringComparison.OrdinalIgnoreCase))
            {
                rest[name] = value;
            }
        }

        return rest.Count == 0 ? null : rest;
    }

    private static bool HasGatewayProperty(AdditionalPropertiesDictionary properties)
    {
        foreach (KeyValuePair<string, object?> property in properties)
        {
            if (property.Key.StartsWith(GatewayPrefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
