using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Providers.Wrapped;

/// <summary>
/// Marks the reasoning that a wrapped client produced with its origin. It marks copies, as the client may keep the originals.
/// </summary>
internal sealed class ReasoningMarker(string origin)
{
    public static TextReasoningContent Copy(TextReasoningContent reasoning, AdditionalPropertiesDictionary? properties) =>
        new(reasoning.Text)
        {
            ProtectedData = reasoning.ProtectedData,
            Annotations = reasoning.Annotations,
            RawRepresentation = reasoning.RawRepresentation,
            AdditionalProperties = properties,
        };

    public ChatResponse Mark(ChatResponse response)
    {
        List<ChatMessage>? messages = null;
        for (int i = 0; i < response.Messages.Count; i++)
        {
            if (Mark(response.Messages[i].Contents) is { } contents)
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

    public ChatResponseUpdate Mark(ChatResponseUpdate update)
    {
        if (Mark(update.Contents) is not { } contents)
        {
            return update;
        }

        ChatResponseUpdate copy = update.Clone();
        copy.Contents = contents;
        return copy;
    }

    private List<AIContent>? Mark(IList<AIContent> contents)
    {
        List<AIContent>? marked = null;
        for (int i = 0; i < contents.Count; i++)
        {
            // Reasoning without protected data is marked too: joining the pieces of a stream keeps the properties of the first piece.
            if (contents[i] is TextReasoningContent reasoning && !ContentOrigin.IsFrom(reasoning, origin))
            {
                marked ??= [.. contents];
                TextReasoningContent copy = Copy(reasoning, reasoning.AdditionalProperties?.Clone());
                ContentOrigin.Set(copy, origin);
                marked[i] = copy;
            }
        }

        return marked;
    }
}
