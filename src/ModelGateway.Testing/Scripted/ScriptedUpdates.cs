using Microsoft.Extensions.AI;
using ModelGateway.Testing.Simulators;

namespace ModelGateway.Testing.Scripted;

/// <summary>Turns a response into the updates of a stream: text in pieces, everything else whole, usage last.</summary>
internal static class ScriptedUpdates
{
    public static List<ChatResponseUpdate> From(ChatResponse response, int chunkLength)
    {
        List<ChatResponseUpdate> updates = [];
        foreach (ChatMessage message in response.Messages)
        {
            foreach (AIContent content in message.Contents)
            {
                switch (content)
                {
                    case TextContent { Text: { } text } whole when text.Length > chunkLength && whole.Annotations is null:
                        updates.AddRange(
                            TextPieces.Split(text, chunkLength).Select(piece => Update(response, message, new TextContent(piece))));
                        break;
                    case TextReasoningContent { ProtectedData: null } reasoning when reasoning.Text.Length > chunkLength:
                        updates.AddRange(TextPieces.Split(reasoning.Text, chunkLength)
                            .Select(piece => Update(response, message, new TextReasoningContent(piece))));
                        break;
                    default:
                        updates.Add(Update(response, message, content));
                        break;
                }
            }
        }

        ChatMessage? last = response.Messages.LastOrDefault();
        ChatResponseUpdate end = Update(response, last, response.Usage is null ? null : new UsageContent(response.Usage));
        end.FinishReason = response.FinishReason;
        updates.Add(end);
        return updates;
    }

    private static ChatResponseUpdate Update(ChatResponse response, ChatMessage? message, AIContent? content) => new()
    {
        Role = message?.Role ?? ChatRole.Assistant,
        AuthorName = message?.AuthorName,
        MessageId = message?.MessageId,
        ResponseId = response.ResponseId,
        ConversationId = response.ConversationId,
        ModelId = response.ModelId,
        CreatedAt = response.CreatedAt,
        AdditionalProperties = response.AdditionalProperties?.Clone(),
        Contents = content is null ? [] : [content],
    };
}
