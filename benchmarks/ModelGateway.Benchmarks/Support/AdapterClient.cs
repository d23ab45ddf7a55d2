using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Providers;

namespace ModelGateway.Benchmarks.Support;

/// <summary>One provider's client without the gateway around it: translation and HTTP alone.</summary>
internal sealed class AdapterClient(IChatClient gateway, string model, string key) : IChatClient
{
    private readonly IModelClient _client = ((Deployment)gateway.GetService(typeof(Deployment), $"vendor/{model}")!).Client;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetResponseAsync(Call(messages, options, streaming: false), Transport(), cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetStreamingResponseAsync(Call(messages, options, streaming: true), Transport(), cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private CallTransport Transport() => new() { Secret = key };

    private ChatCall Call(IEnumerable<ChatMessage> messages, ChatOptions? options, bool streaming) => new()
    {
        Messages = (IReadOnlyList<ChatMessage>)messages,
        Options = options,
        ModelId = model,
        MaxOutputTokens = options?.MaxOutputTokens,
        Streaming = streaming,
        AttemptId = "attempt-1",
    };
}
