using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>
/// Fireworks AI (https://docs.fireworks.ai). It refuses fields that it does not know, and ends every stream with the usage.
/// </summary>
internal static class FireworksProvider
{
    public static readonly ChatDialect Dialect = new("Fireworks AI", "fireworks_ai")
    {
        Schemas = SchemaDialects.Fireworks,
        Features = ChatFeatures.Usual & ~(ChatFeatures.StreamUsage | ChatFeatures.Files | ChatFeatures.Audio),
        OutputLimit = ChatDialect.MaxTokens,
        ReasoningReturn = ReasoningReturn.WithToolCalls,
        ThinkTags = true,
        Embeddings = new EmbeddingDialect(),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.fireworks.ai/inference/v1/"),
        KeyVariables = ["FIREWORKS_API_KEY"],
    };
}
