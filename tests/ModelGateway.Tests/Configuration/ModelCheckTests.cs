namespace ModelGateway.Tests.Configuration;

/// <summary>Wrong facts of a configured model are refused; the fault names the setting and the fix.</summary>
public sealed class ModelCheckTests
{
    public static TheoryData<string, ModelInfo, string> Wrong { get; } = new()
    {
        { "catalog", new() { Id = "m", CatalogId = "gpt-4oo" },
            "CatalogId is 'gpt-4oo', which the catalog does not know. Correct it, or remove it and say what is known of the model here. Did you mean 'gpt-4o'" },
        { "another", new() { Id = "m", CatalogId = "openai/gpt-4oo" },
            "CatalogId is 'openai/gpt-4oo', which the catalog does not know. Correct it, or remove it and say what is known of the model here. Did you mean 'openai/gpt-4o'" },
        { "input", new() { Id = "m", MaxInputTokens = 0 }, "MaxInputTokens is 0. Set it to at least 1." },
        { "window", new() { Id = "m", MaxInputTokens = 11, ContextWindow = 10 }, "MaxInputTokens is 11, more than ContextWindow" },
        { "dimensions", new() { Id = "m", Dimensions = 0 }, "Dimensions is 0. Set it to at least 1." },
        { "days", new() { Id = "m", RetentionDays = -1 }, "RetentionDays is -1. Set it to at least 0." },
        { "kept", new() { Id = "m", RetentionDays = 3, Capabilities = new([Capability.ZeroRetention]) },
            "RetentionDays is 3, but Capabilities has zero-retention. Keep one of them." },
        { "aliases", new() { Id = "m", Aliases = ["a", "A"] }, "Aliases has a text twice. List each once." },
        { "regions", new() { Id = "m", Regions = ["eu", ""] }, "Regions has an empty text. Remove it." },
        { "tokenizer", new() { Id = "m", Tokenizer = " " }, "Tokenizer is empty. Set it, or leave it out." },
        { "kind", new() { Id = "m", Kind = (ModelKind)9 }, "Kind is 9. Set it to one of Unknown, Chat, Embedding, Other." },
        { "rules", new() { Id = "m", Pricing = new() { Rules = [] } }, "Pricing has no rules." },
        { "tiers",
            new() { Id = "m",
            Pricing = new() { Rules = [new() { Rates = PriceRates.None, Tiers = [new(5, PriceRates.None), new(4, PriceRates.None)] }] } },
            "Pricing has tiers (Rules:0:Tiers:1) that do not rise" },
        { "dates",
            new() { Id = "m",
            Pricing = new() { Rules = [new() { Rates = PriceRates.None, From = DateTimeOffset.UnixEpoch,
            Until = DateTimeOffset.UnixEpoch }] } }, "Pricing has a rule (Rules:0) that ends before it begins." },
        { "factor",
            new() { Id = "m", Pricing = new() { Rules = [new() { Rates = PriceRates.None }], Multipliers = [new("region:us", -1)] } },
            "Pricing has a multiplier that is negative" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_NamesTheWrongFact(string what, ModelInfo model, string fault)
    {
        Assert.NotEmpty(what);
        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() =>
            GatewayChatClient.Create(g => g.AddOpenAI("p", o =>
        {
            o.Keys.Add("k");
            o.Models.Add(model);
        })));
        Assert.StartsWith($"Providers:p:Models:m:{fault}", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-4o",
        "CatalogId is 'gpt-4o', but the catalog does not know this provider. Write another's with its model, such as openai/gpt-5-mini.")]
    [InlineData("opnai/gpt-4o", "Did you mean 'openai'")]
    [InlineData("openai/gpt-4oo",
        "which the catalog does not know. Correct it, or remove it and say what is known of the model here. Did you mean 'openai/gpt-4o'")]
    public void Check_RequiresTheProviderInAWrappedClientsCatalogId(string id, string fault)
    {
        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(g => g
            .AddDeployment("d", new ScriptedChatClient(), configure: o => o.Model = new() { Id = "m", CatalogId = id })));
        Assert.StartsWith("Deployment 'd': CatalogId is", Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }
}
