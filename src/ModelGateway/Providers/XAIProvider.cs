using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>xAI (https://docs.x.ai). Its completion tokens do not include the reasoning tokens.</summary>
internal static class XAIProvider
{
    public static readonly ChatDialect Dialect = new("xAI", "x_ai")
    {
        Schemas = SchemaDialects.XAI,
        Features = ChatFeatures.Usual & ~(ChatFeatures.TopK | ChatFeatures.Audio | ChatFeatures.Files),
        Efforts = new ReasoningEfforts("none", "low", "medium", "high", "high"),
        KeptFields = [JsonEncodedText.Encode("citations")],
        TakesCommonMediaAlone = true,
    };

    private static readonly OpenAIChatProtocol Chat = new(Dialect);

    private static readonly ResponsesSettings Responses = new(Dialect.TelemetryName)
    {
        Service = "xAI Responses",
        HasInstructions = false,
        AlwaysEncrypts = true,
        Embeddings = Chat.Embeddings,
        ModelList = Chat.ModelList,
    };

    public static readonly HttpProviderDefinition Definition = new(static options =>
        options.Api != ProviderApi.Responses ? Chat : new ResponsesProtocol(Responses))
    {
        DefaultEndpoint = new Uri("https://api.x.ai/v1/"),
        KeyVariables = ["XAI_API_KEY"],
        HasResponses = true,
    };
}
