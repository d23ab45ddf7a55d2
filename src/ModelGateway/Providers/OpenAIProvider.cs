using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>OpenAI (https://platform.openai.com/docs/api-reference).</summary>
internal static class OpenAIProvider
{
    public static readonly HttpProviderDefinition Definition = new(Create)
    {
        DefaultEndpoint = new Uri("https://api.openai.com/v1/"),
        HasResponses = true,
        KeyVariables = ["OPENAI_API_KEY"],
    };

    private static IProtocol Create(ProviderOptions options) => options.Api != ProviderApi.Responses
        ? OpenAIChatProtocol.Instance
        : new ResponsesProtocol(new ResponsesSettings("openai")
        {
            Obfuscates = true,
            Embeddings = OpenAIChatProtocol.Instance.Embeddings,
            ModelList = OpenAIChatProtocol.Instance.ModelList,
        });
}
