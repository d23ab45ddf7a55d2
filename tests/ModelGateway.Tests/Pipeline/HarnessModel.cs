namespace ModelGateway.Tests.Pipeline;

/// <summary>The facts that a test sets of a model behind a <see cref="PipelineHarness"/>.</summary>
internal sealed class HarnessModel
{
    public CapabilitySet Capabilities { get; set; } = new([], []);

    public ModelPricing? Pricing { get; set; }

    public int? ContextWindow { get; set; }

    public int? MaxOutputTokens { get; set; }

    public int? MaxConcurrency { get; set; }

    public ModelInfo ToModelInfo(string id) => new()
    {
        Id = id,
        Capabilities = Capabilities,
        Pricing = Pricing,
        ContextWindow = ContextWindow,
        MaxOutputTokens = MaxOutputTokens,
        MaxConcurrency = MaxConcurrency,
    };
}
