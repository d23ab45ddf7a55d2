using System.Collections.Frozen;
using ModelGateway.Providers.Anthropic;
using ModelGateway.Providers.Gemini;
using ModelGateway.Providers.OpenAI;

namespace ModelGateway.Providers;

/// <summary>The protocols that the gateway speaks, by the name that <see cref="ProviderOptions.Type"/> gives them.</summary>
internal static class ProviderTypes
{
    private static readonly FrozenDictionary<string, IProviderAdapter> Adapters = new Dictionary<string, IProviderAdapter>
    {
        ["Anthropic"] = AnthropicAdapter.Instance,
        ["Gemini"] = GeminiAdapter.Instance,
        ["OpenAI"] = OpenAIAdapter.Instance,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Adapters.Keys.Order(StringComparer.Ordinal);

    public static IProviderAdapter? Find(string type) => Adapters.GetValueOrDefault(type);
}
