using ModelGateway.Protocols.Ollama;

namespace ModelGateway.Providers;

/// <summary>Ollama as a kind of provider: a server on this machine or in the own network, which wants no key, or the vendor's cloud.</summary>
internal static class OllamaProvider
{
    public static readonly ProviderType Type = new("Ollama", static _ => OllamaProtocol.Instance)
    {
        HasChatCompletions = false,
        DefaultEndpoint = new Uri("http://localhost:11434/"),
        DefaultIsLocal = true,
        KeyVariables = ["OLLAMA_API_KEY"],
        IsVendorAddress = static address =>
            address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && (address.Host == "ollama.com" || address.Host == "www.ollama.com"),
        KeyOptional = true,
    };
}
