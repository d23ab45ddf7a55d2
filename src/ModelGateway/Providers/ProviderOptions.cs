namespace ModelGateway;

/// <summary>A service reached by one protocol, base address and pool of keys.</summary>
public sealed class ProviderOptions
{
    /// <summary>The kind of provider, e.g. <c>OpenAI</c>, <c>Anthropic</c> or <c>Gemini</c>. Required.</summary>
    public string Type { get; set; } = "";

    /// <summary>Which of the provider's interfaces is spoken, where it has several.</summary>
    /// <value>The default is the provider's usual one.</value>
    public ProviderApi Api { get; set; }

    /// <summary>The base address.</summary>
    /// <value>The default is the vendor's public one.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The keys, taken in turn: <c>env:NAME</c> reads an environment variable, <c>config:PATH</c> a configuration value, anything else is
    /// the key itself.
    /// </summary>
    /// <value>The default is the vendor's usual environment variable, e.g. <c>OPENAI_API_KEY</c>. Other endpoints may go without a key.</value>
    public IList<string> Keys { get; } = [];

    /// <summary>The region that serves the requests, where the provider's address depends on one, e.g. <c>us-east-1</c>, <c>europe-west4</c>.</summary>
    public string? Region { get; set; }

    /// <summary>The project that is billed, where the provider's address names one (Vertex AI).</summary>
    public string? Project { get; set; }

    /// <summary>Gets a short-lived token (OAuth, Entra ID) that is sent instead of a key. Set in code only.</summary>
    /// <value>
    /// The default is null: keys are used. Called for every attempt, concurrently, so it should cache, as the vendors' credential classes do.
    /// Where it throws, the attempt has failed as <see cref="FailureKind.Unavailable"/>; it is waited for no longer than the attempt lasts.
    /// </value>
    public Func<CancellationToken, ValueTask<string>>? TokenCallback { get; set; }

    /// <summary>
    /// Headers that are sent with every request, e.g. <c>OpenAI-Organization</c>, <c>HTTP-Referer</c>. Not for keys: headers are not secret,
    /// and those that carry a key or a signature are refused.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of the models. What is said goes over what the catalog knows; models that are not listed can be used too, and what the catalog does not know of them is unknown.</summary>
    public IList<ModelInfo> Models { get; } = [];

    /// <summary>The clocks of attempts at this provider.</summary>
    public GatewayTimeoutOptions? Timeouts { get; set; }

    /// <summary>Whether a connection is opened when the host starts, so that the first request need not.</summary>
    /// <value>The default is <see langword="false"/>: nothing goes over the network before it is needed.</value>
    public bool PreWarm { get; set; }
}
