using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>
/// OpenRouter (https://openrouter.ai/docs). How it routes (<c>provider</c>, <c>models</c>) goes in the additional properties; reasoning goes
/// back in the form of the vendor behind it.
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

    public static readonly ProviderType Type = new("OpenRouter", Create)
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
