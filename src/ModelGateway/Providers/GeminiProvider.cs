using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Providers;

/// <summary>The Gemini API as a kind of provider.</summary>
internal static class GeminiProvider
{
    public static readonly ProviderType Type = new("Gemini", static _ => GeminiProtocol.Instance)
    {
        HasChatCompletions = false,
        DefaultEndpoint = new Uri(GeminiProtocol.PublicEndpoint),
        KeyVariables = ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    };
}
