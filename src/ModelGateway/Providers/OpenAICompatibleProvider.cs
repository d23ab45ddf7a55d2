using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>
/// Any other server that speaks Chat Completions. The gateway sends the fields that most servers know, and reads those that any of them
/// sends.
/// </summary>
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

    private static readonly OpenAIChatProtocol Chat = new(Dialect);

    private static readonly ResponsesSettings Responses = new(Dialect.TelemetryName)
    {
        Service = "The server",
        Embeddings = Chat.Embeddings,
        ModelList = Chat.ModelList,
    };

    public static readonly HttpProviderDefinition Definition = new(static options =>
        options.Api != ProviderApi.Responses ? Chat : new ResponsesProtocol(Responses))
    {
        HasResponses = true,
        KeyOptional = true,
    };
}
