using ModelGateway.Protocols.Cohere;

namespace ModelGateway.Providers;

/// <summary>Cohere as a kind of provider.</summary>
internal static class CohereProvider
{
    public static readonly ProviderType Type = new("Cohere", static _ => CohereProtocol.Instance)
    {
        HasChatCompletions = false,
        DefaultEndpoint = new Uri("https://api.cohere.com/"),
        KeyVariables = ["COHERE_API_KEY", "CO_API_KEY"],
    };
}
