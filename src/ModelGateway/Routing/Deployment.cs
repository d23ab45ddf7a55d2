using ModelGateway.Capabilities;
using ModelGateway.Costs;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Protocols;
using ModelGateway.Providers;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway;

/// <summary>
/// A model served by a provider, to which requests are sent. Its settings belong to one configuration; its health outlives it.
/// </summary>
public sealed class Deployment
{
    internal Deployment(string name, string provider, ModelInfo model, IModelClient client, KeyPool keys, DeploymentHealth health)
    {
        Name = name;
        Provider = provider;
        Refusals = RuleSet.From(model.Rules, client.Apis, model.Capabilities.No);
        Model = GetFeatures(client, model.Id, Refusals).ApplyTo(model);
        Client = client;
        Keys = keys;
        Health = health;
    }

    /// <summary>The name, as <c>provider/model</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the provider.</summary>
    public string Provider { get; }

    /// <summary>The facts about the model, as it is reached here: it lacks what the provider's protocol cannot express.</summary>
    public ModelInfo Model { get; }

    /// <summary>How many requests are in flight now.</summary>
    public int InFlight => Health.Gate.InFlight;

    /// <summary>How many attempts in a row have failed: the larger of the counts of chats and of embeddings.</summary>
    public int ConsecutiveFailures => Math.Max(Health.ChatBreaker.Failures, Health.EmbeddingBreaker.Failures);

    /// <summary>The smoothed time to first token (peak EWMA); null before the first measurement.</summary>
    public TimeSpan? TimeToFirstToken => Health.FirstToken;

    /// <summary>The embedding space: its vectors can be compared with those of every deployment of the same space.</summary>
    internal string EmbeddingSpace => Model.EmbeddingSpace ?? Model.CatalogId?[(Model.CatalogId.IndexOf('/') + 1)..] ?? Model.Id;

    /// <summary>How much one embedding request may carry; null where the deployment embeds nothing.</summary>
    internal EmbeddingLimits? EmbeddingLimits => field ??= Client.GetEmbeddingLimits(Model.Id);

    /// <summary>The prices.</summary>
    internal DeploymentPricing Prices => field ??= new DeploymentPricing(Model);

    /// <summary>What the model refuses in combination, as it is reached here; null for nothing.</summary>
    internal RuleSet? Refusals { get; }

    internal IModelClient Client { get; }

    internal KeyPool Keys { get; }

    /// <summary>The same keys as embeddings use them, with rests of their own; null where the deployment has no keys.</summary>
    internal KeyPool? EmbeddingKeys { get; init; }

    internal DeploymentHealth Health { get; }

    /// <summary>
    /// Whether it surely embeds: it is a generator, its embedding space was configured, its kind is known, or else its name says so. A
    /// provider does not say otherwise which of its models embed and which chat.
    /// </summary>
    internal bool IsKnownToEmbed =>
        EmbeddingLimits is not null
        && (Client.SurelyEmbeds || Model.EmbeddingSpace is not null || Model.Kind == ModelKind.Embedding
            || (Model.Kind == ModelKind.Unknown && Model.Id.Contains("embed", StringComparison.OrdinalIgnoreCase)));

    /// <summary>When the circuit breaker opens, and for how long.</summary>
    internal CircuitBreakerOptions Breaker { get; init; } = CircuitBreakerOptions.Default;

    /// <summary>The retirement of its model; null where none is known.</summary>
    internal Retirement? Retirement { get; init; }

    /// <summary>The provider's known models; null for a client that the application brought.</summary>
    internal IEnumerable<ModelInfo>? ProviderModels { get; init; }

    /// <summary>The region that its provider is asked to serve it from; null where the address depends on none.</summary>
    internal string? Region { get; init; }

    /// <summary>The provider's clocks.</summary>
    internal GatewayTimeoutOptions? Timeouts { get; init; }

    // What requests move to Responses for is not lacking; and a model that only Responses serves lacks what Responses does.
    private static DeploymentFeatures GetFeatures(IModelClient client, string model, RuleSet? refusals)
    {
        DeploymentFeatures features = client.GetFeatures(model);
        if (refusals is null or { IsMovedAlways: false, Moves: 0 })
        {
            return features;
        }

        CapabilityFlags lacks = features.Capabilities.No & CapabilityFlags.AdjustableDimensions;
        lacks |= refusals.IsMovedAlways ? client.Apis.MovedLacks
            : features.Capabilities.No & ~(refusals.Moves & ~client.Apis.MovedLacks);
        return features with { Capabilities = new CapabilitySet(features.Capabilities.Yes, lacks) };
    }

    internal KeyPool KeysFor(OperationKind operation) => operation == OperationKind.Embeddings ? EmbeddingKeys ?? Keys : Keys;

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
