using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Providers.Wrapped;

/// <summary>What a wrapped client is given: copies, wherever something of the gateway's has to be taken out.</summary>
internal static class InnerRequest
{
    /// <summary>The prefix of every additional property that belongs to the gateway.</summary>
    public const string GatewayPrefix = "modelgateway.";

    public static ChatOptions Options(ChatCall call, string? modelId)
    {
        // A subclass of a vendor's client means something to that client, and its clone keeps it.
        ChatOptions plain = call.Options?.Clone() ?? new ChatOptions();
        plain.ModelId = modelId;
        plain.MaxOutputTokens = call.MaxOutputTokens;
        plain.AdditionalProperties = Without(plain.AdditionalProperties);
        return plain;
    }

    /// <summary>The history without the gateway's marks, and without what only another origin understands.</summary>
    /// <param name="call">The attempt; what is left out is noted on it.</param>
    /// <param name="origin">The wrapped client's own origin.</param>
    public static IReadOnlyList<ChatMessage> Messages(ChatCall call, string origin)
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        List<ChatMessage>? cleaned = null;
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            List<AIContent>? contents = Contents(message.Contents, call, origin);
            bool marked = message.AdditionalProperties is { } properties && Holds(properties);
            if (contents is not null || marked)
            {
                cleaned ??= [.. messages];
                ChatMessage clone = message.Clone();
                clone.AdditionalProperties = Without(message.AdditionalProperties);
                clone.Contents = contents ?? message.Contents;
                cleaned[i] = clone;
            }
        }

        return cleaned ?? messages;
    }

    private static List<AIContent>? Contents(IList<AIContent> contents, ChatCall call, string origin)
    {
        List<AIContent>? cleaned = null;
        for (int i = 0; i < contents.Count; i++)
        {
            AIContent content = contents[i];
            AIContent? kept = content.AdditionalProperties is { } properties && Holds(properties) ? Unmarked(content, call, origin) : content;
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

    private static AIContent? Unmarked(AIContent content, ChatCall call, string origin)
    {
        switch (content)
        {
            case TextReasoningContent when !ContentOrigin.IsFrom(content, origin):
                call.Notes.Add(CallNotes.ForeignReasoning);
                return null;
            case TextReasoningContent reasoning:
                return ReasoningCopy.Of(reasoning, Without(reasoning.AdditionalProperties));
            case FunctionCallContent function:
                return new FunctionCallContent(function.CallId, function.Name, function.Arguments)
                {
                    AdditionalProperties = Without(function.AdditionalProperties),
                    Annotations = function.Annotations,
                    Exception = function.Exception,
                    InformationalOnly = function.InformationalOnly,
                    RawRepresentation = function.RawRepresentation,
                };
            default:
                // There are many kinds of content, and more to come; none has a copy of its own to offer.
                AIContent copy = (AIContent)MemberwiseClone(content);
                copy.AdditionalProperties = Without(content.AdditionalProperties);
                return copy;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern object MemberwiseClone(object content);

    /// <summary>The properties that are not the gateway's: the same object where none is, null where none is left.</summary>
    public static AdditionalPropertiesDictionary? Without(AdditionalPropertiesDictionary? properties)
    {
        if (properties is null || !Holds(properties))
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

    private static bool Holds(AdditionalPropertiesDictionary properties)
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
