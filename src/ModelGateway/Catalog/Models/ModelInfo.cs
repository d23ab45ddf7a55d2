using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway;

/// <summary>The facts about a model at one provider. A fact that is null is unknown.</summary>
/// <remarks>Facts that the application configures override those of the catalog, one by one.</remarks>
public sealed record ModelInfo
{
    /// <summary>The provider's name of the model.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The catalog's name of the model, where it differs from <see cref="Id"/>, as with deployments of Azure OpenAI, which have arbitrary
    /// names. A name with a slash (<c>openai/gpt-5-mini</c>) refers to another provider's model: its facts and prices apply, but not its
    /// lifecycle, regions and data retention.
    /// </summary>
    /// <value>
    /// The default is null: the catalog is searched for <see cref="Id"/>. On a <see cref="Deployment"/> and on a model from the catalog it
    /// is <c>provider/model</c>, which identifies the model across providers.
    /// </value>
    public string? CatalogId { get; init; }

    /// <summary>The display name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Other names of the model at the same provider: dated versions, <c>-latest</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The kind of the model.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>The capabilities.</summary>
    public CapabilitySet Capabilities { get; init; }

    /// <summary>
    /// What the model refuses in combination, beside what it lacks always. Rules are added to those of the catalog, and replace those of
    /// the same name.
    /// </summary>
    public IReadOnlyList<ModelRule> Rules { get; init; } = [];

    /// <summary>
    /// The price, e.g. <c>ModelPricing.PerMillion(input: 0.25m, output: 2)</c>; null takes the catalog's. Where neither is known, costs are
    /// reported as unpriced and budgets refuse the model.
    /// </summary>
    public ModelPricing? Pricing { get; init; }

    /// <summary>
    /// The context window in tokens, input and output together; for an embedding model, the most tokens of one text. Null where it is
    /// unknown.
    /// </summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most input tokens, where that is less than <see cref="ContextWindow"/>; null where it is not, or is unknown.</summary>
    public int? MaxInputTokens { get; init; }

    /// <summary>The most tokens in one answer; null where it is unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The tokenizer family, which token estimates use; see <see cref="TokenizerFamilies"/>. Null where it is unknown.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>The default length of its vectors; null where it is unknown, or the model embeds nothing.</summary>
    public int? Dimensions { get; init; }

    /// <summary>
    /// The name of the space in which the model's embeddings can be compared. Set the same name on models that are the same under different
    /// names, such as deployments of Azure OpenAI.
    /// </summary>
    /// <value>The default is null: models with the same name share a space.</value>
    public string? EmbeddingSpace { get; init; }

    /// <summary>The dates of release and retirement; null where none are known.</summary>
    public ModelLifecycle? Lifecycle { get; init; }

    /// <summary>
    /// The regions in which requests are processed: the provider's names, or areas such as <c>eu</c>; null where they are unknown.
    /// </summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>
    /// The days for which the provider stores requests, by its published terms; null where they are unknown. 0 means
    /// <see cref="Capability.ZeroRetention"/>.
    /// </summary>
    public int? RetentionDays { get; init; }

    /// <summary>The most requests in flight at once; null for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The model without the provider's terms: prices, lifecycle, regions, data policy.</summary>
    internal ModelInfo WithoutTerms() => WithoutPolicy() with { Pricing = null, Lifecycle = null, Regions = null };

    /// <summary>The model without the provider's data policy.</summary>
    internal ModelInfo WithoutPolicy() => this with
    {
        Capabilities = Capabilities.Forget(CapabilityFlags.NoTraining | CapabilityFlags.ZeroRetention),
        RetentionDays = null,
    };

    /// <summary>
    /// The model with what its unconditional rules say that it lacks. A capability that the application says it has stays.
    /// </summary>
    internal ModelInfo WithoutRefused(CapabilitySet said = default)
    {
        CapabilityFlags lacks = ModelRules.LackedBy(Rules) & ~said.Yes & ~Capabilities.No;
        return lacks == 0 ? this : this with { Capabilities = Capabilities.Without(lacks) };
    }

    /// <summary>These facts layered over others: facts that are unknown here are taken from the others. The id stays.</summary>
    internal ModelInfo Over(ModelInfo? other) => other is null ? this : this with
    {
        DisplayName = DisplayName ?? other.DisplayName,
        Aliases = Aliases.Count > 0 ? Aliases : other.Aliases,
        Kind = Kind != ModelKind.Unknown ? Kind : other.Kind,
        Capabilities = Capabilities.Over(other.Capabilities),
        Rules = ModelRules.Over(Rules, other.Rules),
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
