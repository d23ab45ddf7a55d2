using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Wrapped;

/// <summary>
/// Serves attempts through a client that existed before. It is given plain options with its own model, without anything of the gateway's;
/// what it throws goes through unchanged and is classified by the attempt.
/// </summary>
internal sealed class WrappedModelClient : IModelClient
{
    private readonly IChatClient _client;
    private readonly bool _leaveOpen;
    private readonly string? _modelId;
    private readonly string _origin;
    private readonly bool _finishReasonOptional;
    private readonly IEmbeddingGenerator<string, Embedding<float>>? _generator;
    private readonly EmbeddingLimits? _limits;

    /// <summary>Wraps a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="modelId">The model to ask it for; null leaves the choice to the client.</param>
    /// <param name="leaveOpen">Whether the client outlives the gateway.</param>
    /// <param name="finishReasonOptional">Whether a stream without a finish reason is complete.</param>
    /// <param name="origin">What content that only this client understands is marked with.</param>
    /// <param name="maxInputs">The most texts that it embeds at once; null for any number.</param>
    public WrappedModelClient(IChatClient client, string? modelId, bool leaveOpen, bool finishReasonOptional, string origin, int? maxInputs = null)
    {
        _finishReasonOptional = finishReasonOptional;
        _origin = origin;
        _client = client;
        _modelId = modelId;
        _leaveOpen = leaveOpen;
        ChatClientMetadata? metadata = client.GetService<ChatClientMetadata>();
        TelemetryName = metadata?.ProviderName ?? "unknown";
        Endpoint = metadata?.ProviderUri;

        // Some clients (OllamaSharp's, another gateway) do both.
        _generator = client.GetService<IEmbeddingGenerator<string, Embedding<float>>>();
        _limits = _generator is null ? null : new EmbeddingLimits(maxInputs ?? int.MaxValue);
    }

    public string TelemetryName { get; }

    public Uri? Endpoint { get; }

    public bool HonoursCancellation => false;

    public CapabilityFlags Has => CapabilityFlags.Streaming;

    public bool SurelyEmbeds => _generator is not null;

    public EmbeddingLimits? GetEmbeddingLimits(string modelId) => _limits;

    public async Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken)
    {
        transport.Sent = true;
        ChatResponse response = await _client.GetResponseAsync(
            InnerRequest.Messages(call, _origin), InnerRequest.Options(call, _modelId), cancellationToken).ConfigureAwait(false);
        return ReasoningCopy.Mark(
            response ?? throw new ProviderException(new ProviderFailure(FailureKind.Malformed, "The client returned no response.")), _origin);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        ChatCall call, CallTransport transport, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        transport.Sent = true;
        bool finished = false;
        IAsyncEnumerable<ChatResponseUpdate> updates = _client.GetStreamingResponseAsync(
            InnerRequest.Messages(call, _origin), InnerRequest.Options(call, _modelId), cancellationToken);
        await foreach (ChatResponseUpdate update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            finished |= update.FinishReason is not null || update.ContinuationToken is not null;
            yield return ReasoningCopy.Mark(update, _origin);
        }

        if (!finished && !_finishReasonOptional)
        {
            // The SDKs end a stream that was cut off without a word; the missing reason is the only sign.
            throw new StreamTruncatedException(
                "The client's stream ended without a finish reason, as a truncated one does. If this client never gives one, set FinishReasonOptional for its deployment.");
        }
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken) =>
        WrappedEmbeddings.GenerateAsync(_generator!, _modelId, call, transport, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey) => _client.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _client.Dispose();
        }
    }
}
