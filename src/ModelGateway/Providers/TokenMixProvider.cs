using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>TokenMix.ai (https://tokenmix.ai/docs), a relay to many vendors' models.</summary>
internal static class TokenMixProvider
{
    public static readonly ChatDialect Dialect = new("TokenMix", "tokenmix")
    {
        Features = ChatFeatures.Usual,
        OutputLimit = ChatDialect.MaxTokens,
        Embeddings = new EmbeddingDialect(MaxTokens: EmbeddingDialect.OpenAITokens),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.tokenmix.ai/v1/"),
        KeyVariables = ["TOKENMIX_API_KEY"],
    };
}
