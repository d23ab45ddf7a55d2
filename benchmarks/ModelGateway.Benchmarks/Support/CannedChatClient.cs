using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelGateway.Benchmarks.Support;

/// <summary>The bare client below a pipeline: it answers at once, with the same objects every time.</summary>
internal sealed class CannedChatClient : IChatClient
{
    private readonly Task<ChatResponse> _response =
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello! How can I help?"))
        {
            FinishReason = ChatFinishReason.Stop,
            ModelId = "canned-model",
            ResponseId = "response-1",
            Usage = new UsageDetails { InputTokenCount = 21, OutputTokenCount = 7, TotalTokenCount = 28 },
        });

    private readonly ChatResponseUpdate[] _updates;

    public CannedChatClient(int updates = 200)
    {
        _updates = new ChatResponseUpdate[updates];
        for (int i = 0; i < updates; i++)
        {
            _updates[i] = new ChatResponseUpdate(ChatRole.Assistant, "token ")
            {
                MessageId = "message-1",
                ModelId = "canned-model",
                ResponseId = "response-1"
            };
        }

        _updates[^1].Contents =
            [new UsageContent(new UsageDetails { InputTokenCount = 21, OutputTokenCount = updates - 1, TotalTokenCount = updates + 20 })];
        _updates[^1].FinishReason = ChatFinishReason.Stop;
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => _response;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (ChatResponseUpdate update in _updates)
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
