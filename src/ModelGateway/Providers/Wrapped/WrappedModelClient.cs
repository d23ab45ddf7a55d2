using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Wrapped;

/// <summary>
/// Serves attempts through a chat client that the application, or a package's type of provider, has. The client gets plain options with its
/// model, without the gateway's properties. Its exceptions pass unchanged; the attempt masks and classifies them.
/// </summary>
internal sealed class WrappedModelClient : IModelClient
{
    private readonly IChatClient _client;
    private readonly WrappedClientOptions _options;
    private readonly ReasoningMarker _marker;
    private readonly WrappedEmbeddings? _embeddings;
    private readonly IEmbeddingGenerator<string, Embedding<float>>? _ownGenerator;
    private readonly bool _finishReasonOptional;

    /// <param name="client">The client.</param>
    /// <param name="options">How it is used.</param>
    /// <param name="generator">Embeds in its place; null takes the generator that the client offers as a service, if there is one.</param>
    public WrappedModelClient(IChatClient client, WrappedClientOptions options,
        IEmbeddingGenerator<string, Embedding<float>>? generator = null)
    {
        _client = client;
        _options = options;
        _marker = new ReasoningMarker(options.Origin);
        _ownGenerator = generator;

        // Some clients (OllamaSharp's, another gateway) do both.
        generator ??= client.GetService<IEmbeddingGenerator<string, Embedding<float>>>();
        _embeddings = generator is null ? null : new WrappedEmbeddings(generator, options);
        ChatClientMetadata? metadata = client.GetService<ChatClientMetadata>();
        TelemetryName = metadata?.ProviderName ?? options.TelemetryName;
        Endpoint = metadata?.ProviderUri;
        DeploymentFeatures? features = client.GetService<DeploymentFeatures>();
        HonoursCancellation = features?.HonoursCancellation ?? false;
        _finishReasonOptional = options.FinishReasonOptional || features?.FinishReasonOptional is true;
    }

    public string TelemetryName { get; }

    public Uri? Endpoint { get; }

    public bool HonoursCancellation { get; }

    public bool SurelyEmbeds => _embeddings is not null;

    public DeploymentFeatures GetFeatures(string modelId)
    {
        DeploymentFeatures stated = FindFeatures(modelId) ?? DeploymentFeatures.Unknown;
        return stated with { Capabilities = stated.Capabilities.Over(new CapabilitySet(CapabilityFlags.Streaming, CapabilityFlags.None)) };
    }

    public EmbeddingLimits? GetEmbeddingLimits(string modelId) => _embeddings is null ? null : new EmbeddingLimits(
        DeploymentFeatures.Smaller(_options.MaxInputs, (FindFeatures(modelId) ?? _embeddings.FindFeatures(modelId))?.MaxInputs)
            ?? int.MaxValue);

    public async Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken)
    {
        transport.Sent = true;
        InnerRequest request = new(call, _options.Origin);
        return _marker.Mark(
            await _client.GetResponseAsync(
                request.CopyMessages(), request.CopyOptions(_options.GetModelId(call.ModelId)), cancellationToken).ConfigureAwait(false)
            ?? throw new ProviderException(new ProviderFailure(FailureKind.Malformed, "The client returned no response.")));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        ChatCall call, CallTransport transport, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        transport.Sent = true;
        bool finished = false;
        InnerRequest request = new(call, _options.Origin);
        IAsyncEnumerable<ChatResponseUpdate> updates = _client.GetStreamingResponseAsync(
            request.CopyMessages(), request.CopyOptions(_options.GetModelId(call.ModelId)), cancellationToken);
        await foreach (ChatResponseUpdate update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            finished |= update.FinishReason is not null || update.ContinuationToken is not null;
            yield return _marker.Mark(update);
        }

        if (!finished && !_finishReasonOptional)
        {
            // The vendors' SDKs end a stream that was cut off without an exception. The missing finish reason is the only sign.
            throw new StreamTruncatedException(
                "The client's stream ended without a finish reason, as a truncated one does. If this client never gives one, "
                + "set FinishReasonOptional for its deployment.");
        }
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken) =>
            _embeddings!.GenerateAsync(call, transport, cancellationToken);

    public SecretMask MaskFor(string? secret) => _options.Secrets.For(secret);

    public object? GetService(Type serviceType, object? serviceKey) =>
        _client.GetService(serviceType, serviceKey) ?? _embeddings?.Generator.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        if (!_options.LeaveOpen)
        {
            _client.Dispose();
            _ownGenerator?.Dispose();
        }
    }

    private DeploymentFeatures? FindFeatures(string modelId) =>
        _client.GetService(typeof(DeploymentFeatures), modelId) as DeploymentFeatures ?? _client.GetService<DeploymentFeatures>();
}
