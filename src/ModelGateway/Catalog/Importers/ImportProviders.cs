namespace ModelGateway.Catalog.Importers;

/// <summary>What other lists call providers, in the catalog's names. One that is not here goes by its own name, with hyphens.</summary>
internal static class ImportProviders
{
    public static string LiteLLM(string provider)
    {
        // One provider may be several there, by who made the models or what they are for: vertex_ai-anthropic_models, bedrock_converse.
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

    /// <summary>Google's list there is that of Gemini's API and of Vertex AI at once.</summary>
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
