using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Support;

/// <summary>A client whose behaviour a test writes as delegates; it counts its calls and keeps what it was given.</summary>
internal sealed class CannedChatClient : IChatClient
{
    public Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> Respond { get; set; } =
        static (_, _, _) => Task.FromResult(Answer("hello"));

    public Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Stream { get; set; } =
        static (_, _, _) => Updates("hel", "lo");

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Calls { get; } = [];

    public bool IsDisposed { get; private set; }

    public static ChatResponse Answer(string text, long input = 10, long output = 5) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        FinishReason = ChatFinishReason.Stop,
        ModelId = "canned-model",
        ResponseId = "r1",
        Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output },
    };

    public static async IAsyncEnumerable<ChatResponseUpdate> Updates(params string[] pieces)
    {
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = "r1", MessageId = "m1", ModelId = "canned-model" };
        foreach (string piece in pieces)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ResponseId = "r1", MessageId = "m1" };
        }

        yield return new ChatResponseUpdate
        {
            Contents = [new UsageContent(new UsageDetails { InputTokenCount = 10, OutputTokenCount = 5, TotalTokenCount = 15 })],
            FinishReason = ChatFinishReason.Stop,
            ResponseId = "r1",
            MessageId = "m1",
        };
        await Task.CompletedTask;
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls.Add(([.. messages], options));
        return Respond(messages, options, cancellationToken);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Calls.Add(([.. messages], options));
        await foreach (ChatResponseUpdate update in Stream(messages, options, cancellationToken).WithCancellation(cancellationToken))
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => IsDisposed = true;
}
