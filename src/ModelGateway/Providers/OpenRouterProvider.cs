using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>
/// OpenRouter (https://openrouter.ai/docs). Its routing settings (<c>provider</c>, <c>models</c>) are sent as additional properties.
/// Reasoning is sent back in the form of the vendor that produced it.
/// </summary>
internal static class OpenRouterProvider
{
    public static readonly ChatDialect Dialect = new("OpenRouter", "openrouter")
    {
        Features = (ChatFeatures.Usual | ChatFeatures.ServiceTier | ChatFeatures.CacheControl
            | ChatFeatures.Video) & ~ChatFeatures.StreamUsage,
        OutputLimit = ChatDialect.MaxTokens,
        Reasoning = ReasoningForm.Object,
        ReasoningReturn = ReasoningReturn.Details,
        WebSearch = WebSearchForm.Plugin,
        ServesClaude = true,
        Embeddings = new EmbeddingDialect(MaxTokens: EmbeddingDialect.OpenAITokens),
        EndsWithoutReason = true,
        KeptFields = [JsonEncodedText.Encode("provider")],
        KeptChoiceFields = [JsonEncodedText.Encode("native_finish_reason")],
    };

    private static readonly OpenAIChatProtocol Chat = new(Dialect);

    private static readonly ResponsesSettings Responses = new(Dialect.TelemetryName)
    {
        Service = "OpenRouter Responses",
        TakesCommonMediaAlone = false,
        Embeddings = Chat.Embeddings,
        ModelList = Chat.ModelList,
    };

    public static readonly HttpProviderDefinition Definition = new(static options =>
        options.Api != ProviderApi.Responses ? Chat : new ResponsesProtocol(Responses))
    {
        HasResponses = true,
        DefaultEndpoint = new Uri("https://openrouter.ai/api/v1/"),
        KeyVariables = ["OPENROUTER_API_KEY"],
    };
}
