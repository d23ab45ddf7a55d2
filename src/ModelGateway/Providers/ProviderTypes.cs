namespace ModelGateway.Providers;

/// <summary>Every kind of provider that the gateway speaks to, by the name that <see cref="ProviderOptions.Type"/> gives it.</summary>
internal static class ProviderTypes
{
    // Without a table of them all: a process starts with the few kinds that it uses.
    public static IReadOnlyList<string> Names { get; } =
    [
        "Anthropic", "AzureOpenAI", "Bedrock", "Cerebras", "Cohere", "DeepSeek", "Fireworks", "Gemini", "Groq", "LMStudio", "LiteLLM", "LlamaServer",
        "Mistral", "Ollama", "OpenAI", "OpenAICompatible", "OpenRouter", "Perplexity", "Portkey", "Qwen", "Together", "TokenMix", "VLLM", "VertexAI", "XAI",
    ];

    /// <summary>Finds a kind, whatever the case of its name; null where there is none.</summary>
    public static ProviderType? Find(string type) => type.ToUpperInvariant() switch
    {
        "ANTHROPIC" => AnthropicProvider.Type,
        "AZUREOPENAI" => AzureOpenAIProvider.Type,
        "BEDROCK" => BedrockProvider.Type,
        "CEREBRAS" => CerebrasProvider.Type,
        "COHERE" => CohereProvider.Type,
        "DEEPSEEK" => DeepSeekProvider.Type,
        "FIREWORKS" => FireworksProvider.Type,
        "GEMINI" => GeminiProvider.Type,
        "GROQ" => GroqProvider.Type,
        "LITELLM" => LiteLLMProvider.Type,
        "LLAMASERVER" => LlamaServerProvider.Type,
        "LMSTUDIO" => LMStudioProvider.Type,
        "MISTRAL" => MistralProvider.Type,
        "OLLAMA" => OllamaProvider.Type,
        "OPENAI" => OpenAIProvider.Type,
        "OPENAICOMPATIBLE" => OpenAICompatibleProvider.Type,
        "OPENROUTER" => OpenRouterProvider.Type,
        "PERPLEXITY" => PerplexityProvider.Type,
        "PORTKEY" => PortkeyProvider.Type,
        "QWEN" => QwenProvider.Type,
        "TOGETHER" => TogetherProvider.Type,
        "TOKENMIX" => TokenMixProvider.Type,
        "VERTEXAI" => VertexAIProvider.Type,
        "VLLM" => VLLMProvider.Type,
        "XAI" => XAIProvider.Type,
        _ => null,
    };
}
