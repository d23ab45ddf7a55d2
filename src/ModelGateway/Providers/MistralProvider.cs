using ModelGateway.Protocols.Mistral;

namespace ModelGateway.Providers;

/// <summary>Mistral as a kind of provider.</summary>
internal static class MistralProvider
{
    public static readonly ProviderType Type = new("Mistral", static _ => MistralProtocol.Instance)
    {
        DefaultEndpoint = new Uri("https://api.mistral.ai/v1/"),
        KeyVariables = ["MISTRAL_API_KEY"],
    };
}
