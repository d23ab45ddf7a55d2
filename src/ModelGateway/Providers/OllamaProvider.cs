using ModelGateway.Protocols.Ollama;

namespace ModelGateway.Providers;

/// <summary>
/// Ollama (https://docs.ollama.com/api): a server on this machine or in a private network, which needs no key, or the vendor's cloud.
/// </summary>
internal static class OllamaProvider
{
    public static readonly HttpProviderDefinition Definition = new(static _ => OllamaProtocol.Instance)
    {
        HasChatCompletions = false,
        PathPrefix = "api",
        DefaultEndpoint = new Uri("http://localhost:11434/"),
        DefaultIsLocal = true,
        KeyVariables = ["OLLAMA_API_KEY"],
        IsVendorAddress = static address =>
            address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
                && (address.Host == "ollama.com" || address.Host == "www.ollama.com"),
        KeyOptional = true,
    };
}
