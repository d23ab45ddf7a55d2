using ModelGateway.Providers.OpenAIResponses;

namespace ModelGateway.Providers.OpenAI;

/// <summary>OpenAI as a kind of provider.</summary>
internal static class OpenAIProvider
{
    private static readonly ResponsesAdapter Responses = new(new ResponsesSettings("openai") { Obfuscates = true });

    public static readonly ProviderType Type = new("OpenAI", static options => options.Api == ProviderApi.Responses ? Responses : OpenAIAdapter.Instance)
    {
        DefaultEndpoint = new Uri("https://api.openai.com/v1/"),
        HasResponses = true,
        KeyVariables = ["OPENAI_API_KEY"],
    };
}
