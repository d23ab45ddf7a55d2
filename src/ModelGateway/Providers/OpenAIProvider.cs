using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>OpenAI as a kind of provider.</summary>
internal static class OpenAIProvider
{
    public static readonly ProviderType Type = new("OpenAI", Create)
    {
        DefaultEndpoint = new Uri("https://api.openai.com/v1/"),
        HasResponses = true,
        KeyVariables = ["OPENAI_API_KEY"],
    };

    private static IProviderAdapter Create(ProviderOptions options) => options.Api != ProviderApi.Responses
        ? OpenAIAdapter.Instance
        : new ResponsesAdapter(new ResponsesSettings("openai")
        {
            Obfuscates = true,
            Embeddings = OpenAIAdapter.Instance.Embeddings,
            ModelList = OpenAIAdapter.Instance.ModelList,
        });
}
