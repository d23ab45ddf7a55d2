using ModelGateway.Protocols.Anthropic;

namespace ModelGateway.Providers;

/// <summary>Anthropic as a kind of provider.</summary>
internal static class AnthropicProvider
{
    public static readonly ProviderType Type = new("Anthropic", static _ => AnthropicProtocol.Instance)
    {
        HasChatCompletions = false,
        DefaultEndpoint = new Uri("https://api.anthropic.com/"),
        KeyVariables = ["ANTHROPIC_API_KEY"],
    };
}
