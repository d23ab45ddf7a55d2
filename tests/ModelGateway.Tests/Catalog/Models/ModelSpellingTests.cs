using ModelGateway.Catalog.Models;

namespace ModelGateway.Tests.Catalog.Models;

public sealed class ModelSpellingTests
{
    [Theory]
    [InlineData("gemini", "models/gemini-2.5-flash", "gemini-2.5-flash")]
    [InlineData("vertex-ai", "publishers/google/models/gemini-2.5-flash", "gemini-2.5-flash")]
    [InlineData("vertex-ai", "projects/p/locations/global/publishers/google/models/gemini-2.5-flash", "gemini-2.5-flash")]
    [InlineData("vertex-ai", "claude-haiku-4-5@20990101", "claude-haiku-4-5")]
    [InlineData("anthropic", "claude-haiku-4-5-20990101", "claude-haiku-4-5")]
    [InlineData("openrouter", "openai/gpt-4.1:nitro", "openai/gpt-4.1")]
    [InlineData("openrouter", "openai/gpt-4.1:online", "openai/gpt-4.1")]
    [InlineData("openrouter", "openai/gpt-5.2-20251211", "openai/gpt-5.2")]
    [InlineData("openrouter", "openai/gpt-5.2-20251211:floor", "openai/gpt-5.2")]
    [InlineData("bedrock", "jp.amazon.nova-2-lite-v1:0", "amazon.nova-2-lite-v1:0")]
    [InlineData("bedrock", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0")]
    [InlineData("bedrock", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/ca.amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0")]
    [InlineData("openai", "ft:gpt-4.1-mini-2025-04-14:my-org::abc", "ft:gpt-4.1-mini-2025-04-14")]
    public void Name_AsServicesTakeIt_IsKnownToTheCatalog(string provider, string spelled, string plain)
    {
        ModelInfo model = ModelCatalog.Embedded.Find(provider, plain)!;
        Assert.NotNull(model);
        Assert.Equal(model, ModelCatalog.Embedded.Find(provider, spelled));
    }

    [Theory]
    [InlineData("gpt-4.1")]
    [InlineData("gpt-4o-2024-05-13")]
    [InlineData("qwen3:4b")]
    [InlineData("meta-llama/llama-3.3-70b-instruct:free")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("model-99999999")]
    [InlineData("models/")]
    [InlineData("ft:gpt-4.1")]
    public void Plainer_LeavesTheNamesOfModels(string name) => Assert.Null(ModelSpelling.Plainer(name));

    /// <summary>A listed version has its own facts.</summary>
    [Fact]
    public void Name_ThatIsListed_StaysItself() =>
        Assert.Equal("claude-3-5-sonnet-20240620", ModelCatalog.Embedded.Find("anthropic", "claude-3-5-sonnet-20240620")!.Id);
}
