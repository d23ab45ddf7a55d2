using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Wrapped;

/// <summary>Serves attempts through an embedding generator that the application has. It cannot chat.</summary>
internal sealed class WrappedEmbeddingClient : IModelClient
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly WrappedClientOptions _options;
    private readonly WrappedEmbeddings _embeddings;

    public WrappedEmbeddingClient(IEmbeddingGenerator<string, Embedding<float>> generator, WrappedClientOptions options)
    {
        _generator = generator;
        _options = options;
        _embeddings = new WrappedEmbeddings(generator, options);
        EmbeddingGeneratorMetadata? metadata = generator.GetService<EmbeddingGeneratorMetadata>();
        TelemetryName = metadata?.ProviderName ?? options.TelemetryName;
        Endpoint = metadata?.ProviderUri;
        HonoursCancellation = _embeddings.FindFeatures(modelId: null)?.HonoursCancellation ?? false;
    }

    public string TelemetryName { get; }

    public Uri? Endpoint { get; }

    public bool HonoursCancellation { get; }

    public bool SurelyEmbeds => true;

    public DeploymentFeatures GetFeatures(string modelId) => _embeddings.FindFeatures(modelId) ?? DeploymentFeatures.Unknown;

    public EmbeddingLimits GetEmbeddingLimits(string modelId) =>
        new(DeploymentFeatures.Smaller(_options.MaxInputs, GetFeatures(modelId).MaxInputs) ?? int.MaxValue);

    public Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken) =>
        throw CannotChat();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        ChatCall call, CallTransport transport, CancellationToken cancellationToken) => throw CannotChat();

    public Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken) =>
            _embeddings.GenerateAsync(call, transport, cancellationToken);

    public SecretMask MaskFor(string? secret) => _options.Secrets.For(secret);

    public object? GetService(Type serviceType, object? serviceKey) => _generator.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        if (!_options.LeaveOpen)
        {
            _generator.Dispose();
        }
    }

    private static ProviderException CannotChat() =>
        new(new ProviderFailure(FailureKind.Unsupported, "The deployment is an embedding generator: it cannot chat."));
}
