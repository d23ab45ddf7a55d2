using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Providers;

/// <summary>The types of providers that come with the gateway.</summary>
internal static class BuiltInProviders
{
    public static IReadOnlyList<HttpProviderType> Types { get; } =
    [
        new("Anthropic", static () => AnthropicProvider.Definition),
        new("AzureOpenAI", static () => AzureOpenAIProvider.Definition),
        new("Bedrock", static () => BedrockProvider.Definition),
        new("Cerebras", static () => CerebrasProvider.Definition),
        new("Cohere", static () => CohereProvider.Definition),
        new("DeepSeek", static () => DeepSeekProvider.Definition),
        new("Fireworks", static () => FireworksProvider.Definition),
        new("Gemini", static () => GeminiProvider.Definition),
        new("Groq", static () => GroqProvider.Definition),
        new("LMStudio", static () => LMStudioProvider.Definition),
        new("LiteLLM", static () => LiteLLMProvider.Definition),
        new("LlamaServer", static () => LlamaServerProvider.Definition),
        new("Mistral", static () => MistralProvider.Definition),
        new("Ollama", static () => OllamaProvider.Definition),
        new("OpenAI", static () => OpenAIProvider.Definition),
        new("OpenAICompatible", static () => OpenAICompatibleProvider.Definition),
        new("OpenRouter", static () => OpenRouterProvider.Definition),
        new("Perplexity", static () => PerplexityProvider.Definition),
        new("Portkey", static () => PortkeyProvider.Definition),
        new("Qwen", static () => QwenProvider.Definition),
        new("Together", static () => TogetherProvider.Definition),
        new("TokenMix", static () => TokenMixProvider.Definition),
        new("VLLM", static () => VLLMProvider.Definition),
        new("VertexAI", static () => VertexAIProvider.Definition),
        new("XAI", static () => XAIProvider.Definition),
    ];

    /// <summary>Registers the types and the registry that finds them, once in a container.</summary>
    public static void AddTo(IServiceCollection services)
    {
        if (services.All(static service => service.ServiceType != typeof(ProviderTypeRegistry)))
        {
            foreach (HttpProviderType type in Types)
            {
                services.AddSingleton<ProviderType>(type);
            }

            services.AddSingleton(static provider => new ProviderTypeRegistry(provider.GetServices<ProviderType>()));
        }
    }
}
