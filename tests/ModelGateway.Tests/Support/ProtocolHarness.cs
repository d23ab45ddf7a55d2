using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Streaming;

namespace ModelGateway.Tests.Support;

/// <summary>Drives a protocol without HTTP: checks what it writes, in which no field may occur twice, and reads given bytes.</summary>
internal static class ProtocolHarness
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static ChatCall Call(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool streaming = false, string modelId = "test-model") =>
        new()
        {
            Messages = StoredResult.RestoreAll(messages),
            Options = options,
            ModelId = modelId,
            MaxOutputTokens = options?.MaxOutputTokens,
            Streaming = streaming,
            AttemptId = "t1",
        };

    public static JsonElement Write(IProtocol adapter, ChatCall call)
    {
        using PooledBufferWriter output = new();
        adapter.WriteRequest(output, call);
        return JsonElement.Parse(output.WrittenSpan, Strict);
    }

    public static async Task<List<ChatResponseUpdate>> ReadStreamAsync(IProtocol adapter, Stream stream, ChatCall? call = null)
    {
        List<ChatResponseUpdate> updates = [];
        IChatStreamReader reader = adapter.CreateStreamReader(call ?? Call([new(ChatRole.User, "hi")], streaming: true));
        using IStreamFrames events = adapter.CreateFrames(stream);
        while (await events.ReadAsync(TestContext.Current.CancellationToken))
        {
            reader.Read(events.EventType, events.Data, updates);
        }

        if (!reader.IsComplete)
        {
            throw new StreamTruncatedException("The stream ended early.");
        }

        reader.Finish(updates);
        return updates;
    }

    /// <summary>Updates as comparable text: ids, contents with their properties, usage and finish reason.</summary>
    public static string Describe(IEnumerable<ChatResponseUpdate> updates)
    {
        StringBuilder text = new();
        foreach (ChatResponseUpdate update in updates)
        {
            text.Append(
                $"[{update.Role}|{update.ResponseId}|{update.MessageId}|{update.ModelId}|{update.CreatedAt:O}|{update.FinishReason}]");
            foreach (AIContent content in update.Contents)
            {
                text.Append(content.GetType().Name).Append('(').Append(JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions))
                    .Append(')');
            }

            text.AppendLine();
        }

        return text.ToString();
    }
}
