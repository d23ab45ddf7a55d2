using ModelGateway.Providers.OpenAIResponses;

namespace ModelGateway.Providers.OpenAI;

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
