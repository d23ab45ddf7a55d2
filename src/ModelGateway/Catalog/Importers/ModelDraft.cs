using ModelGateway.Capabilities;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Importers;

/// <summary>A model while its fields are read.</summary>
internal sealed class ModelDraft
{
    public CapabilityFlags Yes { get; set; }

    public CapabilityFlags No { get; set; }

    public int? Context { get; set; }

    public int? MaxInput { get; set; }

    public int? MaxOutput { get; set; }

    public int? Dimensions { get; set; }

    public ModelKind Kind { get; set; }

    public ModelLifecycle Lifecycle { get; set; } = new();

    public List<string>? Regions { get; set; }

    public string? DisplayName { get; set; }

    public string? Tokenizer { get; set; }

    public List<string> Aliases { get; } = [];

    public List<PriceMultiplier> Multipliers { get; } = [];

    public List<PriceRule> Rules { get; } = [];

    public ModelInfo Build(string id) => new()
    {
        Id = id,
        DisplayName = DisplayName,
        Aliases = Aliases,
        Kind = Kind,
        Capabilities = new CapabilitySet(Yes, No),
        ContextWindow = Context,
        MaxInputTokens = MaxInput,
        MaxOutputTokens = MaxOutput,
        Dimensions = Dimensions,
        Tokenizer = Tokenizer,
        Lifecycle = Lifecycle == new ModelLifecycle() ? null : Lifecycle,
        Regions = Regions,
        Pricing = Rules.Count + Multipliers.Count > 0 ? new ModelPricing { Rules = Rules, Multipliers = Multipliers } : null,
    };
}
