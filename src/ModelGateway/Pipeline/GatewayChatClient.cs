using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Pipeline;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Routing;

namespace ModelGateway;

/// <summary>
/// The gateway as an <see cref="IChatClient"/>. <c>ChatOptions.ModelId</c> names a route, a <c>provider/model</c>, or a model that only one
/// provider has. Safe for concurrent use.
/// </summary>
public sealed partial class GatewayChatClient : IChatClient
{
    private readonly GatewayRuntime _runtime;
    private readonly GatewayPipeline _pipeline;
    private readonly ChatClientMetadata _metadata;
    private readonly string? _pinned;
    private readonly bool _ownsRuntime;

    internal GatewayChatClient(GatewayRuntime runtime)
        : this(runtime, null, ownsRuntime: true)
    {
    }

    private GatewayChatClient(GatewayRuntime runtime, string? pinned, bool ownsRuntime)
    {
        _runtime = runtime;
        _pipeline = new GatewayPipeline(runtime);
        _pinned = pinned;
        _ownsRuntime = ownsRuntime;

        // One instance for the client's lifetime: OpenTelemetry's client reads it once, in its constructor.
        _metadata = new ChatClientMetadata("modelgateway", defaultModelId: pinned ?? runtime.Snapshots.Current.DefaultName);
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _pipeline.AnswerAsync(messages, Pinned(options), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _pipeline.StreamAsync(messages, Pinned(options), cancellationToken);

    /// <summary>
    /// Explains how a request to <see cref="GetResponseAsync"/> would be routed: which deployments could take it, in which order, and why
    /// the others could not. Nothing is sent, held or booked, and no state changes.
    /// </summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Not waited for: nothing is sent.</param>
    /// <returns>
    /// The explanation. It has no candidates if the request would end in a <see cref="NoRouteException"/>, as no deployment can do what it
    /// needs.
    /// </returns>
    /// <exception cref="NoRouteException">The name that the options ask for leads nowhere.</exception>
    public Task<RouteExplanation> ExplainAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_pipeline.Explain(messages, Pinned(options)));
    }

    /// <summary>
    /// Finds a service. With a deployment's name as key: that deployment's own (the wrapped client's services, an <see cref="IChatClient"/>
    /// that goes through the gateway to it alone, its <see cref="Deployment"/>). Without a key: the gateway's.
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

        return serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(GatewayEvents) ? _runtime.Snapshots.Events
            : serviceType == typeof(GatewayCatalog) ? new GatewayCatalog(_runtime.Snapshots)
            : serviceType == typeof(ModelCatalog) ? _runtime.Snapshots.Current.Catalog
            : serviceType == typeof(GatewayModels) ? new GatewayModels(_runtime)
            : IsEmbeddingGenerator(serviceType) ? new GatewayEmbeddingGenerator(_runtime, _pinned)
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Ends the gateway: clients that it owns are disposed after their last request.</summary>
    public void Dispose()
    {
        if (_ownsRuntime)
        {
            _runtime.Dispose();
        }
    }

    internal SchemaReport CheckSchema(JsonElement schema, string? route, bool isStrict) =>
        new SchemaChecker(
            _runtime.Snapshots.Current,
            options => _pipeline.Explain([new ChatMessage(ChatRole.User, "?")], Pinned(options))).Check(schema, route, isStrict);

    private object? GetService(Type serviceType, string deployment)
    {
        if (!_runtime.Snapshots.Current.TryResolveDeployment(deployment, out Route? route))
        {
            return null;
        }

        Deployment found = route.Candidates[0];
        return serviceType == typeof(Deployment) ? found
            : serviceType == typeof(IChatClient) || serviceType == typeof(GatewayChatClient)
                ? new GatewayChatClient(_runtime, found.Name, ownsRuntime: false)
            : IsEmbeddingGenerator(serviceType) && found.EmbeddingLimits is not null ? new GatewayEmbeddingGenerator(_runtime, found.Name)
            : found.Client.GetService(serviceType, null) is { } service ? service
            : serviceType == typeof(ChatClientMetadata)
                ? new ChatClientMetadata(found.Client.TelemetryName, found.Client.Endpoint, found.Model.Id)
            : null;
    }

    private static bool IsEmbeddingGenerator(Type serviceType) =>
        serviceType == typeof(IEmbeddingGenerator<string, Embedding<float>>) || serviceType == typeof(GatewayEmbeddingGenerator);

    private ChatOptions? Pinned(ChatOptions? options)
    {
        if (_pinned is null)
        {
            return options;
        }

        return (options ?? new ChatOptions()).WithGateway(request => request with { Deployment = _pinned });
    }
}
