using System.Text.Json;
using ModelGateway.Providers.OpenAI;

namespace ModelGateway.Providers.OpenAICompatible;

/// <summary>Any other server that speaks Chat Completions: what most know is sent, what any of them answers is read.</summary>
internal static class OpenAICompatibleProvider
{
    public static readonly ChatDialect Dialect = new("The server", "openai_compatible")
    {
        Features = ChatFeatures.Usual,
        OutputLimit = ChatDialect.MaxTokens,
        ThinkTags = true,
        WebSearch = WebSearchForm.Options,
        KeptFields =
        [
            JsonEncodedText.Encode("citations"), JsonEncodedText.Encode("search_results"), JsonEncodedText.Encode("provider"),
            JsonEncodedText.Encode("cost"),
        ],
        Embeddings = new EmbeddingDialect(),
    };

    public static readonly ProviderType Type = new("OpenAICompatible", static _ => new OpenAIAdapter(Dialect))
    {
        KeyOptional = true,
    };
}
