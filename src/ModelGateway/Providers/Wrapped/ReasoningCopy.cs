using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Providers.Wrapped;

/// <summary>Marks the protected reasoning that a wrapped client produced with its origin, in copies: the client may keep the originals.</summary>
internal static class ReasoningCopy
{
    public static TextReasoningContent Of(TextReasoningContent reasoning, AdditionalPropertiesDictionary? properties) => new(reasoning.Text)
    {
        ProtectedData = reasoning.ProtectedData,
        Annotations = reasoning.Annotations,
        RawRepresentation = reasoning.RawRepresentation,
        AdditionalProperties = properties,
    };

    public static ChatResponse Mark(ChatResponse response, string origin)
    {
        List<ChatMessage>? messages = null;
        for (int i = 0; i < response.Messages.Count; i++)
        {
            if (Mark(response.Messages[i].Contents, origin) is { } contents)
            {
                messages ??= [.. response.Messages];
                messages[i] = response.Messages[i].Clone();
                messages[i].Contents = contents;
            }
        }

        return messages is null ? response : new ChatResponse(messages)
        {
            AdditionalProperties = response.AdditionalProperties,
            ContinuationToken = response.ContinuationToken,
            ConversationId = response.ConversationId,
            CreatedAt = response.CreatedAt,
            FinishReason = response.FinishReason,
            ModelId = response.ModelId,
            RawRepresentation = response.RawRepresentation,
            ResponseId = response.ResponseId,
            Usage = response.Usage,
        };
    }

    public static ChatResponseUpdate Mark(ChatResponseUpdate update, string origin)
    {
        if (Mark(update.Contents, origin) is not { } contents)
        {
            return update;
        }

        ChatResponseUpdate copy = update.Clone();
        copy.Contents = contents;
        return copy;
    }

    private static List<AIContent>? Mark(IList<AIContent> contents, string origin)
    {
        List<AIContent>? marked = null;
        for (int i = 0; i < contents.Count; i++)
        {
            // Reasoning without protected data is marked too: put together from a stream, the first piece's properties are the ones kept.
            if (contents[i] is TextReasoningContent reasoning && !ContentOrigin.IsFrom(reasoning, origin))
            {
                marked ??= [.. contents];
                TextReasoningContent copy = Of(reasoning, reasoning.AdditionalProperties?.Clone());
                ContentOrigin.Set(copy, origin);
                marked[i] = copy;
            }
        }

        return marked;
    }
}
