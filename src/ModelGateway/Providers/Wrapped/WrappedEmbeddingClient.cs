using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Wrapped;

/// <summary>Serves attempts through an embedding generator that existed before. It cannot chat.</summary>
internal sealed class WrappedEmbeddingClient : IModelClient
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly string? _modelId;
    private readonly bool _leaveOpen;
    private readonly EmbeddingLimits _limits;

    /// <summary>Wraps a generator.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="modelId">The model to ask it for; null leaves the choice to the generator.</param>
    /// <param name="leaveOpen">Whether the generator outlives the gateway.</param>
    /// <param name="maxInputs">The most texts that it takes at once; null for any number.</param>
    public WrappedEmbeddingClient(IEmbeddingGenerator<string, Embedding<float>> generator, string? modelId, bool leaveOpen, int? maxInputs)
    {
        _generator = generator;
        _modelId = modelId;
        _leaveOpen = leaveOpen;
        EmbeddingGeneratorMetadata? metadata = generator.GetService<EmbeddingGeneratorMetadata>();
        TelemetryName = metadata?.ProviderName ?? "unknown";
        Endpoint = metadata?.ProviderUri;
        _limits = new EmbeddingLimits(maxInputs ?? int.MaxValue);
    }

    public string TelemetryName { get; }

    public Uri? Endpoint { get; }

    public bool HonoursCancellation => false;

    public bool SurelyEmbeds => true;

    public EmbeddingLimits GetEmbeddingLimits(string modelId) => _limits;

    public Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken) => throw CannotChat();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken) =>
        throw CannotChat();

    public Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken) =>
        WrappedEmbeddings.GenerateAsync(_generator, _modelId, call, transport, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey) => _generator.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _generator.Dispose();
        }
    }

    private static ProviderException CannotChat() => new(new ProviderFailure(FailureKind.Unsupported, "The deployment is an embedding generator: it cannot chat."));
}
