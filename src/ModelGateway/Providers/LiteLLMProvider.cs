using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>A LiteLLM proxy (https://docs.litellm.ai).</summary>
internal static class LiteLLMProvider
{
    public static readonly ChatDialect Dialect = new("LiteLLM", "litellm")
    {
        Features = ChatFeatures.Usual,
        OutputLimit = ChatDialect.MaxTokens,
        ServesClaude = true,
        Embeddings = new EmbeddingDialect(MaxTokens: EmbeddingDialect.OpenAITokens),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("http://localhost:4000/"),
        KeyOptional = true,
    };
}
