using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>
/// Perplexity's Sonar (https://docs.perplexity.ai). It always searches, returns its citations beside the choices, and calls no functions.
/// </summary>
internal static class PerplexityProvider
{
    public static readonly ChatDialect Dialect = new("Perplexity", "perplexity")
    {
        Schemas = SchemaDialects.Perplexity,
        Features = ChatFeatures.TopK | ChatFeatures.Penalties | ChatFeatures.JsonSchema | ChatFeatures.Images | ChatFeatures.Files,
        OutputLimit = ChatDialect.MaxTokens,
        Efforts = ReasoningEfforts.Three,
        ThinkTags = true,
        WebSearch = WebSearchForm.Options,
        KeptFields =
        [
            JsonEncodedText.Encode("citations"), JsonEncodedText.Encode("search_results"), JsonEncodedText.Encode("images"),
            JsonEncodedText.Encode("related_questions"),
        ],
        ListsModels = false,
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.perplexity.ai/"),
        KeyVariables = ["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
    };
}
