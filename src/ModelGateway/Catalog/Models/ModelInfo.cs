using ModelGateway.Capabilities;

namespace ModelGateway;

/// <summary>
/// What is known of a model at one provider. What is not said is unknown, not absent. What the application says of a model goes over what
/// the catalog knows of it, fact by fact.
/// </summary>
public sealed record ModelInfo
{
    /// <summary>The provider's own name of the model.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The catalog's name of the model, where <see cref="Id"/> is not it: a deployment of Azure OpenAI is called as its owner likes.
    /// With a slash (<c>openai/gpt-5-mini</c>) it is taken from another provider's catalog: what the model is and what it costs, but not its
    /// lifecycle, its regions and what becomes of data, which are that provider's own.
    /// </summary>
    /// <value>
    /// The default is null: the catalog knows it by <see cref="Id"/>, or not at all. On a <see cref="Deployment"/> and on what the catalog
    /// returns it is <c>provider/model</c>, the model itself whoever serves it.
    /// </value>
    public string? CatalogId { get; init; }

    /// <summary>A name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Other names that the same model goes by, at the same provider: dated versions, <c>-latest</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What the model is for.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>What it can.</summary>
    public CapabilitySet Capabilities { get; init; }

    /// <summary>
    /// The price, e.g. <c>ModelPricing.PerMillion(input: 0.25m, output: 2)</c>; null takes the catalog's. Where neither is known, costs are
    /// reported as unpriced and budgets refuse the model.
    /// </summary>
    public ModelPricing? Pricing { get; init; }

    /// <summary>The context window, input and output together, in tokens; of an embedding model the most that one text may have. Null where it is unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens of input, where that is less than <see cref="ContextWindow"/>; null where it is not, or unknown.</summary>
    public int? MaxInputTokens { get; init; }

    /// <summary>The most tokens that the model puts out in one answer; null where it is unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The family of its tokenizer, which estimates go by; see <see cref="TokenizerFamilies"/>. Null where it is unknown.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>How long its vectors are, unless a request chooses; null where it is unknown or embeds nothing.</summary>
    public int? Dimensions { get; init; }

    /// <summary>
    /// Names what the model's embeddings can be compared with, where its name does not: give the same to models that are one and the same
    /// under different names, such as a deployment of Azure OpenAI.
    /// </summary>
    /// <value>The default is null: models of the same name are the same.</value>
    public string? EmbeddingSpace { get; init; }

    /// <summary>When it came and when it goes; null where nothing is known.</summary>
    public ModelLifecycle? Lifecycle { get; init; }

    /// <summary>The regions that it is processed in, the provider's names or areas such as <c>eu</c>; null where they are unknown.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>For how many days the provider keeps what it is sent, by its published terms; null where that is unknown. 0 is <see cref="Capability.ZeroRetention"/>.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>The most requests in flight at once; null for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The same without the terms on which one provider serves it: prices, lifecycle, regions, what becomes of data.</summary>
    internal ModelInfo WithoutTerms() => WithoutPolicy() with { Pricing = null, Lifecycle = null, Regions = null };

    /// <summary>The same without what becomes of data.</summary>
    internal ModelInfo WithoutPolicy() => this with { Capabilities = Capabilities.Forget(CapabilityFlags.NoTraining | CapabilityFlags.ZeroRetention), RetentionDays = null };

    /// <summary>These facts, and where they are silent, the others'. The id is this one's.</summary>
    internal ModelInfo Over(ModelInfo? other) => other is null ? this : this with
    {
        DisplayName = DisplayName ?? other.DisplayName,
        Aliases = Aliases.Count > 0 ? Aliases : other.Aliases,
        Kind = Kind != ModelKind.Unknown ? Kind : other.Kind,
        Capabilities = Capabilities.Over(other.Capabilities),
        Pricing = Pricing ?? other.Pricing,
        ContextWindow = ContextWindow ?? other.ContextWindow,
        MaxInputTokens = MaxInputTokens ?? (ContextWindow is null ? other.MaxInputTokens : null),
        MaxOutputTokens = MaxOutputTokens ?? other.MaxOutputTokens,
        Tokenizer = Tokenizer ?? other.Tokenizer,
        Dimensions = Dimensions ?? other.Dimensions,
        EmbeddingSpace = EmbeddingSpace ?? other.EmbeddingSpace,
        Lifecycle = Lifecycle?.Over(other.Lifecycle) ?? other.Lifecycle,
        Regions = Regions ?? other.Regions,
        RetentionDays = RetentionDays ?? other.RetentionDays,
        MaxConcurrency = MaxConcurrency ?? other.MaxConcurrency,
    };
}
