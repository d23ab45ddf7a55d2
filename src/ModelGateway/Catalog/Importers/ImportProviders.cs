namespace ModelGateway.Catalog.Importers;

/// <summary>
/// The catalog's names for the providers of other lists. A provider without an entry keeps its name, with hyphens.
/// </summary>
internal static class ImportProviders
{
    /// <summary>The catalog's provider for one of LiteLLM.</summary>
    public static string LiteLLM(string provider)
    {
        // LiteLLM splits providers by the maker of the models or by their use: vertex_ai-anthropic_models, bedrock_converse.
        int hyphen = provider.IndexOf('-', StringComparison.Ordinal);
        return provider switch
        {
            "azure" or "azure_text" => "azure-openai",
            "azure_ai" => "azure-ai-foundry",
            "bedrock" or "bedrock_converse" => "bedrock",
            "cohere_chat" => "cohere",
            "dashscope" => "qwen",
            "together_ai" => "together",
            "text-completion-openai" => "openai",
            _ when provider.StartsWith("vertex_ai", StringComparison.Ordinal) => "vertex-ai",
            _ when provider.StartsWith("fireworks_ai", StringComparison.Ordinal) => "fireworks",
            _ when hyphen > 0 && provider.EndsWith("models", StringComparison.Ordinal) => Hyphenate(provider[..hyphen]),
            _ => Hyphenate(provider),
        };
    }

    /// <summary>The catalog's providers for one of genai-prices. Its list of Google is that of the Gemini API and of Vertex AI.</summary>
    public static string[] GenAiPrices(string provider, string model) => provider switch
    {
        "aws" => ["bedrock"],
        "azure" => ["azure-openai"],
        "google" => model.StartsWith("claude", StringComparison.Ordinal) ? ["vertex-ai"] : ["gemini", "vertex-ai"],
        "moonshotai" => ["moonshot"],
        "voyageai" => ["voyage"],
        "x-ai" => ["xai"],
        _ => [Hyphenate(provider)],
    };

    private static string Hyphenate(string name) => name.Replace('_', '-').ToLowerInvariant();
}
