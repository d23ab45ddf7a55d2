using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>
/// OpenRouter (https://openrouter.ai/docs). Its routing settings (<c>provider</c>, <c>models</c>) are sent as additional properties. Reasoning
/// is sent back in the form of the vendor that produced it.
/// </summary>
internal static class OpenRouterProvider
{
    public static readonly ChatDialect Dialect = new("OpenRouter", "openrouter")
    {
        Features = (ChatFeatures.Usual | ChatFeatures.ServiceTier | ChatFeatures.CacheControl | ChatFeatures.Video) & ~ChatFeatures.StreamUsage,
        OutputLimit = ChatDialect.MaxTokens,
        Reasoning = ReasoningForm.Object,
        ReasoningReturn = ReasoningReturn.Details,
        WebSearch = WebSearchForm.Plugin,
        Embeddings = new EmbeddingDialect(MaxTokens: EmbeddingDialect.OpenAITokens),
        KeptFields = [JsonEncodedText.Encode("provider")],
    };

    public static readonly HttpProviderDefinition Definition = new(Create)
    {
        HasResponses = true,
        DefaultEndpoint = new Uri("https://openrouter.ai/api/v1/"),
        KeyVariables = ["OPENROUTER_API_KEY"],
    };

    private static IProtocol Create(ProviderOptions options)
    {
        OpenAIChatProtocol chat = new(Dialect);
        return options.Api != ProviderApi.Responses ? chat : new ResponsesProtocol(new ResponsesSettings(Dialect.TelemetryName)
        {
            Service = "OpenRouter Responses",
            Embeddings = chat.Embeddings,
            ModelList = chat.ModelList,
        });
    }
}
