using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>
/// Portkey (https://portkey.ai/docs). Headers select its target: <c>x-portkey-provider</c>, <c>x-portkey-config</c>,
/// <c>x-portkey-virtual-key</c>.
/// </summary>
internal static class PortkeyProvider
{
    public static readonly ChatDialect Dialect = new("Portkey", "portkey")
    {
        Features = ChatFeatures.Usual,
        KeyHeader = "x-portkey-api-key",
        ServesClaude = true,
        Embeddings = new EmbeddingDialect(MaxTokens: EmbeddingDialect.OpenAITokens),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.portkey.ai/v1/"),
        KeyVariables = ["PORTKEY_API_KEY"],
        KeyHeader = Dialect.KeyHeader,
    };
}
