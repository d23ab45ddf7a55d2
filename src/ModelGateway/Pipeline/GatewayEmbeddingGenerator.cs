using Microsoft.Extensions.AI;
using ModelGateway.Pipeline;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Routing;

namespace ModelGateway;

/// <summary>
/// The gateway as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. <c>EmbeddingGenerationOptions.ModelId</c> names a route, a
/// <c>provider/model</c>, or a model that only one provider has. Any number of texts is split into batches that the provider takes; each is
/// an attempt of its own. Vectors of different models cannot be compared, so a route's other models are not used unless it says so
/// (<see cref="GatewayRouteOptions.FailOverBetweenEmbeddingModels"/>), and never beside each other in one answer. Safe for concurrent use.
/// Without a <c>ModelId</c> it is <see cref="ModelGatewayOptions.DefaultEmbeddingRoute"/>.
/// </summary>
public sealed partial class GatewayEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The key of the gateway's generator among the services of an application that has one of its own already.</summary>
    public const string ServiceKey = "modelgateway";

    private readonly GatewayRuntime _runtime;
    private readonly GatewayPipeline _pipeline;
    private readonly string? _pinned;

    internal GatewayEmbeddingGenerator(GatewayRuntime runtime, string? pinned = null)
    {
        _runtime = runtime;
        _pipeline = new GatewayPipeline(runtime);
        _pinned = pinned;
    }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        _pipeline.EmbedAsync(values, Pinned(options), cancellationToken);

    /// <summary>
    /// Explains how texts given to <see cref="GenerateAsync"/> would be routed: which deployments could embed them, in which order, and why
    /// the others could not. Nothing is sent, held or booked, and no state changes.
    /// </summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Not waited for: nothing is sent.</param>
    /// <returns>The explanation. It has no candidates if no deployment can do what the request needs.</returns>
    /// <exception cref="NoRouteException">The name that the options ask for leads nowhere.</exception>
    /// <exception cref="ProviderException">None of the candidates embeds.</exception>
    public Task<RouteExplanation> ExplainAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_pipeline.Explain(values, Pinned(options)));
    }

    /// <summary>
    /// Finds a service. With a deployment's name as key: that deployment's own (the wrapped generator's services, a generator that goes
    /// through the gateway to it alone, its <see cref="Deployment"/>). Without a key: the gateway's.
    /// </summary>
    /// <param name="serviceType">The type asked for.</param>
    /// <param name="serviceKey">Null, or a deployment's name.</param>
    /// <returns>The service; null where there is none.</returns>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return serviceKey is string name ? GetService(serviceType, name) : null;
        }

        return serviceType == typeof(EmbeddingGeneratorMetadata)
                ? new EmbeddingGeneratorMetadata("modelgateway", defaultModelId: _pinned ?? _runtime.Snapshots.Current.DefaultEmbeddingName)
            : serviceType == typeof(GatewayEvents) ? _runtime.Snapshots.Events
            : serviceType == typeof(GatewayCatalog) ? new GatewayCatalog(_runtime.Snapshots)
            : serviceType == typeof(ModelCatalog) ? _runtime.Snapshots.Current.Catalog
            : serviceType == typeof(GatewayModels) ? new GatewayModels(_runtime)
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Does nothing: the gateway ends with its container, or with the client that owns it.</summary>
    public void Dispose()
    {
    }

    private object? GetService(Type serviceType, string deployment)
    {
        if (!_runtime.Snapshots.Current.TryResolveDeployment(deployment, out Route? route))
        {
            return null;
        }

        Deployment found = route.Candidates[0];
        return serviceType == typeof(Deployment) ? found
            : serviceType == typeof(IEmbeddingGenerator<string, Embedding<float>>) || serviceType == typeof(GatewayEmbeddingGenerator)
                ? found.EmbeddingLimits is null ? null : new GatewayEmbeddingGenerator(_runtime, found.Name)
            : found.Client.GetService(serviceType, null) is { } service ? service
            : serviceType == typeof(EmbeddingGeneratorMetadata)
                ? new EmbeddingGeneratorMetadata(found.Client.TelemetryName, found.Client.Endpoint, found.Model.Id)
            : null;
    }

    private EmbeddingGenerationOptions? Pinned(EmbeddingGenerationOptions? options)
    {
        if (_pinned is null)
        {
            return options;
        }

        return (options ?? new EmbeddingGenerationOptions()).WithGateway(request => request with { Deployment = _pinned });
    }
}
