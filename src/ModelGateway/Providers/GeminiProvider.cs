using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Providers;

/// <summary>The Gemini API (https://ai.google.dev/api/generate-content).</summary>
internal static class GeminiProvider
{
    public static readonly HttpProviderDefinition Definition = new(static _ => GeminiProtocol.Instance)
    {
        HasChatCompletions = false,
        DefaultEndpoint = new Uri(GeminiProtocol.PublicEndpoint),
        KeyVariables = ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    };
}
