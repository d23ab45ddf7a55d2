using System.Collections.Frozen;
using ModelGateway.Providers.Anthropic;
using ModelGateway.Providers.AzureOpenAI;
using ModelGateway.Providers.Gemini;
using ModelGateway.Providers.OpenAI;
using ModelGateway.Providers.OpenAICompatible;

namespace ModelGateway.Providers;

/// <summary>Every kind of provider that the gateway speaks to, by the name that <see cref="ProviderOptions.Type"/> gives it.</summary>
internal static class ProviderTypes
{
    private static readonly FrozenDictionary<string, ProviderType> Types = new ProviderType[]
    {
        AnthropicProvider.Type,
        AzureOpenAIProvider.Type,
        CerebrasProvider.Type,
        DeepSeekProvider.Type,
        FireworksProvider.Type,
        GeminiProvider.Type,
        GroqProvider.Type,
        LiteLLMProvider.Type,
        LlamaServerProvider.Type,
        LMStudioProvider.Type,
        OpenAIProvider.Type,
        OpenAICompatibleProvider.Type,
        OpenRouterProvider.Type,
        PerplexityProvider.Type,
        PortkeyProvider.Type,
        QwenProvider.Type,
        TogetherProvider.Type,
        TokenMixProvider.Type,
        VLLMProvider.Type,
        XAIProvider.Type,
    }.ToFrozenDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Types.Values.Select(type => type.Name).Order(StringComparer.Ordinal);

    public static ProviderType? Find(string type) => Types.GetValueOrDefault(type);
}
