using ModelGateway.Capabilities;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Models;

/// <summary>Collects the facts of a model while its fields are read, from a catalog file or from another list.</summary>
internal sealed class ModelDraft
{
    public CapabilityFlags Yes { get; set; }

    public CapabilityFlags No { get; set; }

    public int? Context { get; set; }

    public int? MaxInput { get; set; }

    public int? MaxOutput { get; set; }

    public int? Dimensions { get; set; }

    public int? RetentionDays { get; set; }

    public ModelKind Kind { get; set; }

    public ModelLifecycle? Lifecycle { get; set; }

    public List<string>? Regions { get; set; }

    public string? DisplayName { get; set; }

    public string? Tokenizer { get; set; }

    public string? EmbeddingSpace { get; set; }

    public List<string>? Aliases { get; set; }

    public List<PriceMultiplier>? Multipliers { get; set; }

    public List<PriceRule>? Rules { get; set; }

    public List<ModelRule>? ModelRules { get; set; }

    public void AddAlias(string alias) => (Aliases ??= []).Add(alias);

    public void AddRules(IEnumerable<PriceRule> rules) => (Rules ??= []).AddRange(rules);

    public ModelInfo Build(string id) => new()
    {
        Id = id,
        DisplayName = DisplayName,
        Aliases = Aliases is null ? [] : Aliases,
        Kind = Kind,
        Capabilities = new CapabilitySet(Yes, No),
        Rules = ModelRules is null ? [] : ModelRules,
        ContextWindow = Context,
        MaxInputTokens = MaxInput,
        MaxOutputTokens = MaxOutput,
        Dimensions = Dimensions,
        EmbeddingSpace = EmbeddingSpace,
        RetentionDays = RetentionDays,
        Tokenizer = Tokenizer,
        Lifecycle = Lifecycle,
        Regions = Regions,
        Pricing = BuildPricing(),
    };

    private ModelPricing? BuildPricing()
    {
        bool isPriced = Rules is { Count: > 0 } || Multipliers is { Count: > 0 };
        return isPriced ? new ModelPricing { Rules = Rules ?? [], Multipliers = Multipliers ?? [] } : null;
    }
}
