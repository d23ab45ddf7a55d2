using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMNameTests
{
    [Theory]
    [InlineData("gpt-5", "openai", "openai", "gpt-5")]
    [InlineData("azure/gpt-5", "azure", "azure-openai", "gpt-5")]
    [InlineData("azure/global-standard/gpt-4o", "azure", "azure-openai", "gpt-4o")]
    [InlineData("azure_ai/Phi-4", "azure_ai", "azure-ai-foundry", "Phi-4")]
    [InlineData("anthropic.claude-v2", "bedrock", "bedrock", "anthropic.claude-v2")]
    [InlineData("bedrock/us-east-1/anthropic.claude-v2", "bedrock", "bedrock", "anthropic.claude-v2")]
    [InlineData("bedrock/us-gov-west-1/amazon.nova-pro-v1:0", "bedrock_converse", "bedrock", "amazon.nova-pro-v1:0")]
    [InlineData("bedrock/invoke/us-east-1/anthropic.claude-v2", "bedrock", "bedrock", "anthropic.claude-v2")]
    [InlineData("vertex_ai/claude-opus-4@20250514", "vertex_ai-anthropic_models", "vertex-ai", "claude-opus-4@20250514")]
    [InlineData("vertex_ai/meta/llama-4-scout-maas", "vertex_ai-llama_models", "vertex-ai", "meta/llama-4-scout-maas")]
    [InlineData("gemini/gemini-2.5-pro", "gemini", "gemini", "gemini-2.5-pro")]
    [InlineData("fireworks_ai/accounts/fireworks/models/x", "fireworks_ai", "fireworks", "accounts/fireworks/models/x")]
    [InlineData("fireworks_ai/nomic-ai/embed", "fireworks_ai-embedding-models", "fireworks", "nomic-ai/embed")]
    [InlineData("together_ai/Qwen/Qwen3", "together_ai", "together", "Qwen/Qwen3")]
    [InlineData("amazon-nova/nova-lite-v1", "amazon_nova", "amazon-nova", "nova-lite-v1")]
    [InlineData("dashscope/qwen-plus", "dashscope", "qwen", "qwen-plus")]
    [InlineData("command-a", "cohere_chat", "cohere", "command-a")]
    [InlineData("a-new-one/x", "a_new_one", "a-new-one", "x")]
    public void Parse_SplitsTheKeyIntoProviderAndModel(string key, string litellm, string provider, string id)
    {
        CatalogImport import = Import($$"""
            "{{key}}": { "litellm_provider": "{{litellm}}", "mode": "chat", "max_input_tokens": 1000 }
            """);
        Assert.Equal(id, Assert.Single(import.Models[provider]).Id);
    }

    [Theory]
    [InlineData("azure/eu/m", "azure", "eu", true)]
    [InlineData("azure/global-standard/m", "azure", "global", true)]
    [InlineData("bedrock/invoke/us-east-1/m", "bedrock", "us-east-1", true)]
    [InlineData("bedrock/us-gov-west-1/m", "bedrock", "us-gov-west-1", true)]
    [InlineData("m", "bedrock", null, false)]
    [InlineData("eu/m", "openai", null, false)]
    public void Parse_FindsTheRegion(string key, string provider, string? region, bool isExplicit)
    {
        LiteLLMName name = LiteLLMName.Parse(key, provider, "chat");
        Assert.Equal((region, isExplicit, null), (name.Region, name.Explicit, name.Skip));
    }

    [Theory]
    [InlineData("eu.anthropic.x", "bedrock", "eu")]
    [InlineData("us-gov.anthropic.x", "bedrock", "us-gov")]
    [InlineData("anthropic.x", "bedrock", null)]
    [InlineData("eu.anthropic.x", "openai", null)]
    public void Area_IsThePrefixOfABedrockModel(string key, string provider, string? area) =>
        Assert.Equal(area, LiteLLMName.Parse(key, provider, "chat").Area);

    [Theory]
    [InlineData("bedrock/*/1-month-commitment/c", "bedrock", "chat", "hire of capacity")]
    [InlineData("256-x-256/dall-e-2", "openai", "image_generation", "the price of one size")]
    [InlineData("together-ai-4.1b-8b", "together_ai", "chat", "a class of models")]
    [InlineData("a b", "openai", "chat", "a name that no provider")]
    public void Parse_SkipsKeysThatAreNoModel(string key, string provider, string mode, string reason) =>
        Assert.StartsWith(reason, LiteLLMName.Parse(key, provider, mode).Skip, StringComparison.Ordinal);

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));
}
