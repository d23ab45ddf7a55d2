using System.Collections.Frozen;
using ModelGateway.Providers.Anthropic;
using ModelGateway.Providers.Bedrock;
using ModelGateway.Providers.Gemini;
using ModelGateway.Providers.OpenAI;

namespace ModelGateway.Providers;

/// <summary>Every kind of provider that the gateway speaks to, by the name that <see cref="ProviderOptions.Type"/> gives it.</summary>
internal static class ProviderTypes
{
    private static readonly FrozenDictionary<string, ProviderType> Types = new ProviderType[]
    {
        AnthropicProvider.Type,
        BedrockProvider.Type,
        GeminiProvider.Type,
        OpenAIProvider.Type,
    }.ToFrozenDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Types.Values.Select(type => type.Name).Order(StringComparer.Ordinal);

    public static ProviderType? Find(string type) => Types.GetValueOrDefault(type);
}
