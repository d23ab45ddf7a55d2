using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway;

namespace SatelliteProvider;

internal sealed class EchoChatClient : IChatClient
{
    private readonly EchoJournal _journal;
    private readonly string _prefix;
    private readonly DeploymentFeatures _features;

    public EchoChatClient(EchoJournal journal, string prefix, int? maxConcurrency)
    {
        _journal = journal;
        _prefix = prefix;
        _features = new DeploymentFeatures
        {
            Capabilities = new CapabilitySet([Capability.Streaming, Capability.JsonSchema], [Capability.Tools]),
            HonoursCancellation = true,
            ContextWindow = 4_096,
            MaxConcurrency = maxConcurrency,
            MaxInputs = 2,
            Dimensions = 3,
        };
        journal.OnCreated();
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await _journal.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, $"{_prefix}{options?.ModelId}: {messages.Last().Text}"))
        {
            FinishReason = ChatFinishReason.Stop,
            ModelId = options?.ModelId,
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    // The model "short" has a smaller window than the others.
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType != typeof(DeploymentFeatures) ? null
        : serviceKey is null ? _features
        : serviceKey is "short" ? _features with { ContextWindow = 16 }
        : null;

    public void Dispose() => _journal.OnDisposed();
}
