using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Tests.Catalog;

/// <summary>Facts of well-known models.</summary>
public sealed class CatalogFactsTests
{
    [Theory]
    [InlineData("openai", "gpt-4o")]
    [InlineData("openai", "gpt-4o-2024-11-20")]
    [InlineData("openai", "GPT-3.5-Turbo")]
    [InlineData("openai", "o1-mini-2024-09-12")]
    [InlineData("azure-openai", "gpt-35-turbo")]
    [InlineData("anthropic", "claude-2.1")]
    [InlineData("anthropic", "claude-3-5-sonnet-latest")]
    [InlineData("anthropic", "claude-3-7-sonnet-20250219")]
    [InlineData("bedrock", "anthropic.claude-3-5-sonnet-20241022-v2:0")]
    [InlineData("bedrock", "eu.amazon.nova-lite-v1:0")]
    [InlineData("gemini", "gemini-1.5-pro-002")]
    [InlineData("vertex-ai", "gemini-1.5-flash")]
    [InlineData("vertex-ai", "claude-sonnet-4-5@20250929")]
    [InlineData("mistral", "open-mistral-7b")]
    [InlineData("ollama", "llama3.2:3b")]
    [InlineData("vllm", "meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("llama-server", "Qwen3-8B")]
    [InlineData("tokenmix", "anthropic/claude-sonnet-4-6")]
    [InlineData("portkey", "@openai/gpt-5-mini")]
    [InlineData("litellm", "groq/openai/gpt-oss-120b")]
    public void Find_ListsModelsThatCodeNames(string provider, string model) =>
        Assert.Equal(ModelKind.Chat, ModelCatalog.Embedded.Find(provider, model)?.Kind);

    [Theory]
    [InlineData("gemini", "gemini-1.5-pro", true)]
    [InlineData("anthropic", "claude-3-5-sonnet-20241022", true)]
    [InlineData("openai", "gpt-4o", true)]
    [InlineData("openai", "gpt-3.5-turbo", false)]
    [InlineData("openai", "gpt-4", false)]
    [InlineData("mistral", "open-mistral-7b", false)]
    [InlineData("ollama", "llama3:8b", false)]
    public void Find_KnowsLargeWindowsAndStructuredOutput(string provider, string name, bool fits)
    {
        ModelInfo model = ModelCatalog.Embedded.Find(provider, name)!;
        Assert.Equal(fits, model.ContextWindow >= 128_000 && model.Capabilities[Capability.JsonSchema] == CapabilitySupport.Yes);
        Assert.True(
            fits || model.ContextWindow < 128_000 || model.Capabilities[Capability.JsonSchema] == CapabilitySupport.No,
            "What excludes it is not known for certain.");
    }

    [Theory]
    [InlineData("anthropic", "claude-sonnet-5", "2026-08-31T23:59:59Z", 2, 10)]
    [InlineData("anthropic", "claude-sonnet-5", "2026-09-01T00:00:00Z", 3, 15)]
    [InlineData("openai", "gpt-5.6-luna", "2026-07-29T12:00:00Z", 1, 6)]
    [InlineData("openai", "gpt-5.6-luna", "2026-07-30T12:00:00Z", 0.2, 1.2)]
    [InlineData("openai", "o3", "2025-06-09T12:00:00Z", 10, 40)]
    [InlineData("openai", "o3", "2025-06-10T12:00:00Z", 2, 8)]
    [InlineData("deepseek", "deepseek-chat", "2025-07-01T12:00:00Z", 0.27, 1.1)]
    [InlineData("deepseek", "deepseek-chat", "2025-07-01T20:00:00Z", 0.135, 0.55)]
    [InlineData("deepseek", "deepseek-v4-pro", "2026-08-16T15:59:00Z", 0.435, 0.87)]
    [InlineData("deepseek", "deepseek-v4-pro", "2026-11-23T02:00:00Z", 1.32, 3.96)]
    [InlineData("deepseek", "deepseek-v4-pro", "2026-11-23T05:00:00Z", 0.66, 1.98)]
    [InlineData("deepseek", "deepseek-v4-pro", "2026-11-22T02:00:00Z", 0.66, 1.98)]
    public void Prices_ChangeWithTheDayAndTheHour(string provider, string model, string instant, decimal input, decimal output)
    {
        PriceRule rule = ModelCatalog.Embedded.Find(provider, model)!.Pricing!.Find(
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture))!;
        Assert.Equal((input, output), (rule.Rates[PriceUnit.Input], rule.Rates[PriceUnit.Output]));
    }

    [Theory]
    [InlineData("mistral", "mistral-medium-latest", "2026-02-15T00:00:00Z", 0.4, 2)]
    [InlineData("mistral", "mistral-medium-latest", "2026-05-15T00:00:00Z", 1.5, 7.5)]
    [InlineData("xai", "grok-4", "2026-05-15T18:00:00Z", 3, 15)]
    [InlineData("xai", "grok-4", "2026-06-01T00:00:00Z", 1.25, 2.5)]
    [InlineData("xai", "grok-3-latest", "2026-06-01T00:00:00Z", 1.25, 2.5)]
    [InlineData("xai", "grok-4-1-fast-non-reasoning", "2026-06-01T00:00:00Z", 1.25, 2.5)]
    public void Prices_OfAnAliasGoWithTheModelThatItMeant(string provider, string model, string instant, decimal input, decimal output) =>
        Prices_ChangeWithTheDayAndTheHour(provider, model, instant, input, output);

    [Theory]
    [InlineData("bedrock", "us.amazon.nova-pro-v1:0", 0.2)]
    [InlineData("bedrock", "eu.amazon.nova-lite-v1:0", 0.0195)]
    [InlineData("bedrock", "apac.amazon.nova-micro-v1:0", 0.00925)]
    [InlineData("amazon-nova", "nova-pro-v1", 0.2)]
    [InlineData("xai", "grok-4.6", 0.5)]
    [InlineData("gemini", "gemini-2.5-flash-image", 0.03)]
    [InlineData("zai", "glm-4.6v", 0.05)]
    public void Prices_HaveWhatIsReadFromTheCache(string provider, string model, decimal usd) => Assert.Equal(
        usd,
        ModelCatalog.Embedded.Find(provider, model)!.Pricing!.Find(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero))!.Rates[PriceUnit.CacheRead]);

    [Theory]
    [InlineData("bedrock", "us.anthropic.claude-3-7-sonnet-20250219-v1:0", 64_000)]
    [InlineData("vertex-ai", "claude-3-7-sonnet@20250219", 64_000)]
    [InlineData("vertex-ai", "claude-haiku-4-5", 64_000)]
    [InlineData("groq", "openai/gpt-oss-120b", 65_536)]
    [InlineData("groq", "llama-3.1-8b-instant", 131_072)]
    [InlineData("openai", "gpt-4", 8_192)]
    [InlineData("openai", "chatgpt-4o-latest", 16_384)]
    [InlineData("gemini", "gemini-3-pro-image-preview", 32_768)]
    [InlineData("vertex-ai", "gemini-2.5-flash-image", 32_768)]
    [InlineData("cohere", "command-a-reasoning", 32_768)]
    public void OutputLimits_DoNotCutAnswers(string provider, string model, int limit) =>
        Assert.Equal(limit, ModelCatalog.Embedded.Find(provider, model)!.MaxOutputTokens);

    [Fact]
    public void Prices_HaveTiersOfSizeAndService()
    {
        ModelPricing pricing = ModelCatalog.Embedded.Find("openai", "gpt-5.6-sol")!.Pricing!;
        DateTimeOffset now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new PriceTier(272_000, pricing.Find(now)!.Tiers[0].Rates), pricing.Find(now)!.Tiers.Single());
        Assert.Equal(10m, pricing.Find(now)!.Tiers[0].Rates[PriceUnit.Input]);
        Assert.Equal(
            [2.5m, 2.5m, 10m],
            [.. new[] { "batch", "flex", "priority" }.Select(tier => pricing.Find(now, tier)!.Rates[PriceUnit.Input]!.Value)]);
        Assert.Contains(new PriceMultiplier("region:eu", 1.1m), pricing.Multipliers);
    }

    [Fact]
    public void EmbeddingSpace_IsTheSameUnderOtherNames()
    {
        string? space = ModelCatalog.Embedded.Find("openai", "text-embedding-3-small")!.EmbeddingSpace;
        Assert.Equal("text-embedding-3-small", space);
        Assert.Equal(space, ModelCatalog.Embedded.Find("azure-openai", "text-embedding-3-small")!.EmbeddingSpace);
        string?[] nomic = [.. new[]
        {
            ("ollama", "nomic-embed-text"),
            ("vllm", "nomic-ai/nomic-embed-text-v1.5"),
            ("fireworks", "nomic-ai/nomic-embed-text-v1.5"),
        }
            .Select(static model => ModelCatalog.Embedded.Find(model.Item1, model.Item2)?.EmbeddingSpace)];
        Assert.All(nomic, static name => Assert.Equal("nomic-embed-text-v1.5", name));
    }
}
