using ModelGateway.Configuration;

namespace ModelGateway;

/// <summary>Everything that a gateway is configured by, in code or from an <c>IConfiguration</c> section of the same names.</summary>
public sealed class ModelGatewayOptions
{
    /// <summary>The providers, by name. A name has neither <c>/</c> nor <c>:</c>.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } = new Dictionary<string, ProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The routes, by the name that the application asks for in <c>ChatOptions.ModelId</c>.</summary>
    public IDictionary<string, GatewayRouteOptions> Routes { get; } = new Dictionary<string, GatewayRouteOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Limits on spending. Each applies to every request; an attempt needs room under all of them.</summary>
    public IList<BudgetOptions> Budgets { get; } = [];

    /// <summary>The route, or the <c>provider/model</c>, of requests that name none.</summary>
    /// <value>The default is the only route, or the only deployment, where there is just one.</value>
    public string? DefaultRoute { get; set; }

    /// <summary>The route, or the <c>provider/model</c>, of texts to embed whose request names none.</summary>
    /// <value>
    /// The default is that of chats where every one of its candidates is known to embed: it is a generator, has an
    /// <see cref="ModelInfo.EmbeddingSpace"/>, is of <see cref="ModelKind.Embedding"/>, or its name says so. Else such requests are refused.
    /// </value>
    public string? DefaultEmbeddingRoute { get; set; }

    /// <summary>What is known of models: where it is from, and what is made of their dates.</summary>
    public CatalogOptions Catalog { get; } = new();

    /// <summary>The clocks of an attempt where neither request, route nor provider sets them.</summary>
    /// <value>What is not set here is taken from <see cref="GatewayTimeoutOptions.Default"/>.</value>
    public GatewayTimeoutOptions Timeouts { get; set; } = GatewayTimeoutOptions.Default;

    /// <summary>When a deployment that keeps failing is left alone.</summary>
    public CircuitBreakerOptions Breaker { get; set; } = CircuitBreakerOptions.Default;

    /// <summary>The output limit that is sent under a budget where neither the request nor the model sets one, in tokens.</summary>
    /// <value>The default is 4,096.</value>
    public int DefaultMaxOutputTokens { get; set; } = 4_096;

    /// <summary>How many requests may wait for a deployment's concurrency limit at once. 0 refuses at once.</summary>
    /// <value>The default is 1,000.</value>
    public int QueueLimit { get; set; } = 1_000;

    /// <summary>How long a request may wait for a deployment's concurrency limit.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether answers that are not asked for as a stream are streamed from the provider and put together here, so that the first-token and idle clocks apply.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool StreamUpstream { get; set; }

    /// <summary>Whether telemetry may hold prompts and answers.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool EnableSensitiveData { get; set; }

    internal Dictionary<string, ClientRegistration> Clients { get; } = new(StringComparer.OrdinalIgnoreCase);
}
