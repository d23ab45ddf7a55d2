using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>LM Studio (https://lmstudio.ai/docs).</summary>
internal static class LMStudioProvider
{
    public static readonly ChatDialect Dialect = new("LM Studio", "lmstudio")
    {
        Features = ChatFeatures.Usual & ~(ChatFeatures.NamedTool | ChatFeatures.JsonMode | ChatFeatures.Audio | ChatFeatures.Files),
        OutputLimit = ChatDialect.MaxTokens,
        Efforts = ReasoningEfforts.Three,
        ThinkTags = true,
        Embeddings = new EmbeddingDialect(Dimensions: false),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("http://localhost:1234/v1/"),
        KeyOptional = true,
    };
}
