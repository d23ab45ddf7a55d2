namespace ModelGateway;

/// <summary>A service that is reached by one protocol, one base address and one pool of keys.</summary>
public sealed class ProviderOptions
{
    /// <summary>
    /// The type of provider, e.g. <c>OpenAI</c>, <c>Anthropic</c> or <c>Gemini</c>, or one that a package registered as
    /// <see cref="ProviderType"/>. Required.
    /// </summary>
    public string Type { get; set; } = "";

    /// <summary>Selects one of the provider's interfaces, where it has several.</summary>
    /// <value>The default is <see cref="ProviderApi.Auto"/>.</value>
    public ProviderApi Api { get; set; }

    /// <summary>The base address.</summary>
    /// <value>The default is the vendor's public one.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The keys, which requests use in turn: <c>env:NAME</c> reads an environment variable, <c>config:PATH</c> a configuration value,
    /// anything else is the key itself.
    /// </summary>
    /// <value>The default is the vendor's usual environment variable, e.g. <c>OPENAI_API_KEY</c>. Other endpoints may go without a
    /// key.</value>
    public IList<string> Keys { get; } = [];

    /// <summary>
    /// The region that serves the requests, where the provider's address depends on one, e.g. <c>us-east-1</c>, <c>europe-west4</c>.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>The project that is billed, where the provider's address contains one (Vertex AI).</summary>
    public string? Project { get; set; }

    /// <summary>Gets a short-lived token (OAuth, Entra ID) that is sent instead of a key. Set in code only.</summary>
    /// <value>
    /// The default is null: keys are used. The gateway calls it for every attempt, concurrently, so it should cache, as the vendors'
    /// credential classes do. If it throws, the attempt fails as <see cref="FailureKind.Unavailable"/>. The gateway waits for it no longer
    /// than the attempt lasts.
    /// </value>
    public Func<CancellationToken, ValueTask<string>>? TokenCallback { get; set; }

    /// <summary>
    /// Headers that are sent with every request, e.g. <c>OpenAI-Organization</c>, <c>HTTP-Referer</c>. Headers are not secret: those that
    /// carry a key or a signature are refused.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Settings that only this type of provider has (<see cref="ProviderType.Settings"/>), by name. A setting below another has both names:
    /// <c>Gpu:Layers</c>. <c>OpenAICompatible</c> has <c>EndsWithoutFinishReason</c>: <c>true</c> for servers that end complete streams
    /// with <c>[DONE]</c> and no finish reason (Snowflake's Cortex); see <see cref="AttemptReceipt.EndUnconfirmed"/>.
    /// </summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The models. What is set here overrides the catalog. Requests may also name models that are not listed; what the catalog does not
    /// know of those is unknown.
    /// </summary>
    public IList<ModelInfo> Models { get; } = [];

    /// <summary>
    /// Whether the catalog's prices hold at an <see cref="Endpoint"/> that is not the vendor's, such as a proxy that the vendor bills.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>: who bills for another address is unknown, so that its models have no price unless
    /// <see cref="Models"/> says one.
    /// </value>
    public bool UseCatalogPrices { get; set; }

    /// <summary>The timeouts of attempts at this provider.</summary>
    public GatewayTimeoutOptions? Timeouts { get; set; }

    /// <summary>Whether a connection is opened when the host starts, so that the first request need not open one.</summary>
    /// <value>The default is <see langword="false"/>: nothing goes over the network before it is needed.</value>
    public bool PreWarm { get; set; }
}
