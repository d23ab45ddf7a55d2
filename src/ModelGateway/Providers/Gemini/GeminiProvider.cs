namespace ModelGateway.Providers.Gemini;

/// <summary>The Gemini API as a kind of provider.</summary>
internal static class GeminiProvider
{
    /// <summary>The public base address, which the names of uploaded files begin with too.</summary>
    public const string PublicEndpoint = "https://generativelanguage.googleapis.com/v1beta/";

    public static readonly ProviderType Type = new("Gemini", static _ => GeminiAdapter.Instance)
    {
        HasChatCompletions = false,
        DefaultEndpoint = new Uri(PublicEndpoint),
        KeyVariables = ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    };
}
