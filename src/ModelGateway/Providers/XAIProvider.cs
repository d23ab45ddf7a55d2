using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>xAI (https://docs.x.ai). Its completion tokens do not include the reasoning tokens.</summary>
internal static class XAIProvider
{
    public static readonly ChatDialect Dialect = new("xAI", "x_ai")
    {
        Features = ChatFeatures.Usual & ~(ChatFeatures.TopK | ChatFeatures.Audio | ChatFeatures.Files),
        Efforts = new ReasoningEfforts("none", "low", "medium", "high", "high"),
        KeptFields = [JsonEncodedText.Encode("citations")],
    };

    public static readonly HttpProviderDefinition Definition = new(Create)
    {
        DefaultEndpoint = new Uri("https://api.x.ai/v1/"),
        KeyVariables = ["XAI_API_KEY"],
        HasResponses = true,
    };

    private static IProtocol Create(ProviderOptions options)
    {
        OpenAIChatProtocol chat = new(Dialect);
        return options.Api != ProviderApi.Responses ? chat : new ResponsesProtocol(new ResponsesSettings("x_ai")
        {
            Service = "xAI Responses",
            HasInstructions = false,
            AlwaysEncrypts = true,
            Embeddings = chat.Embeddings,
            ModelList = chat.ModelList,
        });
    }
}
