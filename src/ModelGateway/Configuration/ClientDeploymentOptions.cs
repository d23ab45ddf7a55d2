namespace ModelGateway;

/// <summary>How a client or generator of the application serves as a deployment.</summary>
public sealed class ClientDeploymentOptions
{
    /// <summary>The model to ask the client for.</summary>
    /// <value>The default leaves the choice to the client.</value>
    public string? ModelId { get; set; }

    /// <summary>Whether the client outlives the gateway. A client that a container made is the container's to dispose.</summary>
    /// <value>The default is <see langword="false"/>: the gateway disposes it.</value>
    public bool LeaveOpen { get; set; }

    /// <summary>Whether a stream that ends without a finish reason is complete. Vendors' clients give one unless the stream was cut off.</summary>
    /// <value>The default is <see langword="false"/>: such a stream is truncated.</value>
    public bool FinishReasonOptional { get; set; }

    /// <summary>
    /// The catalog's name of the model, <c>provider/model</c>, e.g. <c>openai/gpt-5-mini</c>: what the catalog knows of it, its price too, is
    /// used where nothing is set here.
    /// </summary>
    /// <value>The default is null: only what is set here is known, even if the catalog has a model of the same name.</value>
    public string? CatalogId { get; set; }

    /// <summary>The capabilities that the model is known to have, or to lack.</summary>
    public CapabilitySet Capabilities { get; set; }

    /// <summary>The price; null where it is unknown.</summary>
    public ModelPrice? Price { get; set; }

    /// <summary>The context window, in tokens; null where it is unknown.</summary>
    public int? ContextWindow { get; set; }

    /// <summary>The most tokens of input, where that is less than <see cref="ContextWindow"/>; null where it is not, or unknown.</summary>
    public int? MaxInputTokens { get; set; }

    /// <summary>The most tokens that the model puts out in one answer; null where it is unknown.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>The family of its tokenizer (<see cref="TokenizerFamilies"/>), by which tokens are estimated; null where it is unknown.</summary>
    public string? Tokenizer { get; set; }

    /// <summary>The regions that process requests: the provider's names, or areas such as <c>eu</c>; null where they are unknown.</summary>
    public IReadOnlyList<string>? Regions { get; set; }

    /// <summary>For how many days requests are kept; null where that is unknown. 0 means <see cref="Capability.ZeroRetention"/>.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>The number of dimensions of its vectors, unless a request chooses it; null where it is unknown.</summary>
    public int? Dimensions { get; set; }

    /// <summary>Names what the embeddings can be compared with; see <see cref="ModelInfo.EmbeddingSpace"/>.</summary>
    public string? EmbeddingSpace { get; set; }

    /// <summary>The most texts that are embedded at once; more are split. Null for any number.</summary>
    public int? MaxInputs { get; set; }

    /// <summary>The most requests in flight at once; null for no limit.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>The timeouts of attempts at this deployment.</summary>
    public GatewayTimeoutOptions? Timeouts { get; set; }

    internal ModelInfo ToModel(string id) => new()
    {
        Id = id,
        CatalogId = CatalogId,
        Capabilities = Capabilities,
        Price = Price,
        ContextWindow = ContextWindow,
        MaxInputTokens = MaxInputTokens,
        MaxOutputTokens = MaxOutputTokens,
        Tokenizer = Tokenizer,
        Regions = Regions,
        RetentionDays = RetentionDays,
        Dimensions = Dimensions,
        EmbeddingSpace = EmbeddingSpace,
        MaxConcurrency = MaxConcurrency,
    };
}
