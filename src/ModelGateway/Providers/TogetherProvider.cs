using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>Together AI (https://docs.together.ai).</summary>
internal static class TogetherProvider
{
    public static readonly ChatDialect Dialect = new("Together AI", "together_ai")
    {
        Features = ChatFeatures.Usual & ~ChatFeatures.Files,
        OutputLimit = ChatDialect.MaxTokens,
        Efforts = ReasoningEfforts.Three,
        ThinkTags = true,
        Embeddings = new EmbeddingDialect(Dimensions: false),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.together.xyz/v1/"),
        KeyVariables = ["TOGETHER_API_KEY"],
        IsVendorAddress = static endpoint => endpoint is { Scheme: "https", Host: "api.together.ai", IsDefaultPort: true },
    };
}
