using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>Cerebras (https://inference-docs.cerebras.ai). Its models read text only.</summary>
internal static class CerebrasProvider
{
    public static readonly ChatDialect Dialect = new("Cerebras", "cerebras")
    {
        StrictSchemas = SchemaDialects.CerebrasStrict,
        Features = ChatFeatures.Usual
            & ~(ChatFeatures.TopK | ChatFeatures.Penalties | ChatFeatures.Names | ChatFeatures.Images | ChatFeatures.Audio
                | ChatFeatures.Files),
        Efforts = new ReasoningEfforts("none", "low", "medium", "high", "high"),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.cerebras.ai/v1/"),
        KeyVariables = ["CEREBRAS_API_KEY"],
    };
}
