using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>
/// Any other server that speaks Chat Completions. The gateway sends the fields that most servers know, and reads those that any of them
/// sends.
/// </summary>
internal static class OpenAICompatibleProvider
{
    /// <summary>
    /// The setting for servers, such as Snowflake's Cortex, that end complete streams with <c>[DONE]</c> and no finish reason: with
    /// <c>true</c> such a stream is an answer, which the receipt marks as <see cref="AttemptReceipt.EndUnconfirmed"/>.
    /// </summary>
    public const string EndsWithoutFinishReason = "EndsWithoutFinishReason";

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

    public static readonly HttpProviderDefinition Definition = new(Create)
    {
        Settings = [EndsWithoutFinishReason],
        Validate = Check,
        UsualPath = "/v1/",
        HasResponses = true,
        KeyOptional = true,
    };

    private static IProtocol Create(ProviderOptions options) =>
        options.Api == ProviderApi.Responses ? new ResponsesProtocol(Responses)
        : Flag(options) is true ? new OpenAIChatProtocol(Dialect with { EndsWithoutReason = true })
        : Chat;

    private static IEnumerable<string> Check(ProviderOptions options)
    {
        if (options.Settings.TryGetValue(EndsWithoutFinishReason, out string? value) && Flag(options) is null)
        {
            yield return $"{EndsWithoutFinishReason} is '{value}'. Set it to true or false.";
        }
    }

    private static bool? Flag(ProviderOptions options) =>
        options.Settings.TryGetValue(EndsWithoutFinishReason, out string? value) && bool.TryParse(value, out bool flag) ? flag : null;
}
