using ModelGateway.Protocols.Cohere;

namespace ModelGateway.Providers;

/// <summary>Cohere (https://docs.cohere.com/reference/chat).</summary>
internal static class CohereProvider
{
    public static readonly HttpProviderDefinition Definition = new(static _ => CohereProtocol.Instance)
    {
        HasChatCompletions = false,
        PathPrefix = "v2",
        DefaultEndpoint = new Uri("https://api.cohere.com/"),
        KeyVariables = ["COHERE_API_KEY", "CO_API_KEY"],
    };
}
