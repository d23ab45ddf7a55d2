using ModelGateway.Configuration;
using ModelGateway.Protocols.Streaming;

namespace ModelGateway;

/// <summary>The configuration of a gateway, set in code or read from an <c>IConfiguration</c> section with the same names.</summary>
public sealed class ModelGatewayOptions
{
    /// <summary>The providers, by name. A name has neither <c>/</c> nor <c>:</c>.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } =
        new Dictionary<string, ProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The routes, by the name that the application asks for in <c>ChatOptions.ModelId</c>.</summary>
    public IDictionary<string, GatewayRouteOptions> Routes { get; } =
        new Dictionary<string, GatewayRouteOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Limits on spending. Each applies to every request; an attempt needs room under all of them.</summary>
    public IList<BudgetOptions> Budgets { get; } = [];

    /// <summary>The route, or the <c>provider/model</c>, of requests that name no model.</summary>
    /// <value>The default is the only route, or the only deployment, where there is just one.</value>
    public string? DefaultRoute { get; set; }

    /// <summary>The route, or the <c>provider/model</c>, of embedding requests that name no model.</summary>
    /// <value>
    /// The default is that of chats, if each of its candidates is known to embed: the candidate is a generator, has an
    /// <see cref="ModelInfo.EmbeddingSpace"/>, is of <see cref="ModelKind.Embedding"/>, or its name contains <c>embed</c>. Otherwise such
    /// requests are refused.
    /// </value>
    public string? DefaultEmbeddingRoute { get; set; }

    /// <summary>The sources of the model catalog, and the draining of models before their sunset.</summary>
    public CatalogOptions Catalog { get; } = new();

    /// <summary>The timeouts of an attempt where neither request, route nor provider sets them.</summary>
    /// <value>What is not set here is taken from <see cref="GatewayTimeoutOptions.Default"/>.</value>
    public GatewayTimeoutOptions Timeouts { get; set; } = GatewayTimeoutOptions.Default;

    /// <summary>When a deployment that fails comes behind the others, and when it is only probed.</summary>
    public CircuitBreakerOptions Breaker { get; set; } = CircuitBreakerOptions.Default;

    /// <summary>The output limit that is sent under a budget where neither the request nor the model sets one, in tokens.</summary>
    /// <value>The default is 4,096.</value>
    public int DefaultMaxOutputTokens { get; set; } = 4_096;

    /// <summary>
    /// How many requests may wait at once for a permit under deployments' concurrency limits. 0 refuses requests instead of queueing them.
    /// </summary>
    /// <value>The default is 1,000.</value>
    public int QueueLimit { get; set; } = 1_000;

    /// <summary>How long a request may wait for a permit under deployments' concurrency limits.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The application's part of the <c>User-Agent</c> of requests to providers, behind the gateway's, e.g. <c>MyApp/1.2</c>. A provider's
    /// own header of this name replaces both.
    /// </summary>
    /// <value>The default is <see langword="null"/>: <c>ModelGateway/</c> and its version alone are sent.</value>
    public string? UserAgent { get; set; }

    /// <summary>
    /// Whether the gateway streams answers from the provider even if the caller does not ask for a stream, so that the timeouts for the
    /// first token and for idle streams apply. A deployment that refuses to stream is asked for whole answers from then on, and the other
    /// way round.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>, and answers that the provider would refuse or cut as a whole are streamed all the same:
    /// Anthropic's with an output limit above 21,333 tokens.
    /// </value>
    public bool StreamUpstream { get; set; }

    /// <summary>
    /// The most bytes of one answer that are held in memory: of an answer that comes whole or is collected from a stream, and of what a
    /// stream holds back until it is complete (arguments of tool calls, signatures, kept fields, citations). An answer beyond it fails as
    /// <see cref="FailureKind.Malformed"/>. Raise it for large images, sound or batches of embeddings.
    /// </summary>
    /// <value>The default is 67,108,864 (64 MiB).</value>
    public int MaxAnswerBytes { get; set; } = AnswerLimits.DefaultAnswerBytes;

    /// <summary>
    /// The most bytes that all streams together hold of events that have not ended, beside the 32 MiB of one event. Beyond it the stream
    /// that holds the most fails as <see cref="FailureKind.Malformed"/>. Events up to 64 KiB do not count.
    /// </summary>
    /// <value>The default is 67,108,864 (64 MiB).</value>
    public int MaxUnfinishedEventBytes { get; set; } = (int)EventBudget.DefaultLimit;

    /// <summary>Whether telemetry may hold prompts and answers.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool EnableSensitiveData { get; set; }

    internal Dictionary<string, ClientRegistration> Clients { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal NameClaims Claims { get; } = new();

    internal ConfigurationSections Sections { get; } = new();
}
