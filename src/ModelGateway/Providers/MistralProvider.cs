using ModelGateway.Protocols.Mistral;

namespace ModelGateway.Providers;

/// <summary>Mistral (https://docs.mistral.ai/api).</summary>
internal static class MistralProvider
{
    public static readonly HttpProviderDefinition Definition = new(static _ => MistralProtocol.Instance)
    {
        DefaultEndpoint = new Uri("https://api.mistral.ai/v1/"),
        KeyVariables = ["MISTRAL_API_KEY"],
    };
}
