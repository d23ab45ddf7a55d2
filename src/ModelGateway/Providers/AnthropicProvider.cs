using ModelGateway.Protocols.Anthropic;

namespace ModelGateway.Providers;

/// <summary>Anthropic (https://docs.anthropic.com/en/api/messages).</summary>
internal static class AnthropicProvider
{
    public static readonly HttpProviderDefinition Definition = new(static _ => AnthropicProtocol.Instance)
    {
        HasChatCompletions = false,
        PathPrefix = "v1",
        DefaultEndpoint = new Uri("https://api.anthropic.com/"),
        KeyVariables = ["ANTHROPIC_API_KEY"],
    };
}
