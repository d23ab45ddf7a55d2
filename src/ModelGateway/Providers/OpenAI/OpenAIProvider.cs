namespace ModelGateway.Providers.OpenAI;

/// <summary>OpenAI as a kind of provider.</summary>
internal static class OpenAIProvider
{
    public static readonly ProviderType Type = new("OpenAI", static _ => OpenAIAdapter.Instance)
    {
        DefaultEndpoint = new Uri("https://api.openai.com/v1/"),
        KeyVariables = ["OPENAI_API_KEY"],
    };
}
