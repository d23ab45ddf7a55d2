namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>Adds Cerebras.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>CEREBRAS_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddCerebras(
        this IModelGatewayBuilder builder, string name = "cerebras", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Cerebras", configure);

    /// <summary>Adds DeepSeek.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>DEEPSEEK_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddDeepSeek(
        this IModelGatewayBuilder builder, string name = "deepseek", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "DeepSeek", configure);

    /// <summary>Adds Fireworks AI.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>FIREWORKS_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddFireworks(
        this IModelGatewayBuilder builder, string name = "fireworks", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Fireworks", configure);

    /// <summary>Adds Groq.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>GROQ_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddGroq(
        this IModelGatewayBuilder builder, string name = "groq", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Groq", configure);

    /// <summary>Adds LM Studio.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Endpoint, keys, models. The default endpoint is <c>http://localhost:1234/v1/</c>.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddLMStudio(
        this IModelGatewayBuilder builder, string name = "lmstudio", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "LMStudio", configure);

    /// <summary>Adds a LiteLLM proxy.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Endpoint, keys, models. The default endpoint is <c>http://localhost:4000/</c>.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddLiteLLM(
        this IModelGatewayBuilder builder, string name = "litellm", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "LiteLLM", configure);

    /// <summary>Adds llama.cpp's server.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Endpoint, keys, models. The default endpoint is <c>http://localhost:8080/v1/</c>.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddLlamaServer(
        this IModelGatewayBuilder builder, string name = "llama-server", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "LlamaServer", configure);

    /// <summary>Adds any other server that speaks OpenAI's Chat Completions.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="endpoint">The base address, e.g. <c>https://host/v1/</c>: <c>chat/completions</c> is below it.</param>
    /// <param name="configure">Keys, models.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddOpenAICompatible(
        this IModelGatewayBuilder builder, string name, Uri endpoint, Action<ProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return builder.AddProvider(name, "OpenAICompatible", options =>
        {
            options.Endpoint = endpoint;
            configure?.Invoke(options);
        });
    }

    /// <summary>Adds OpenRouter.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>OPENROUTER_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddOpenRouter(
        this IModelGatewayBuilder builder, string name = "openrouter", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "OpenRouter", configure);

    /// <summary>Adds Perplexity.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>PERPLEXITY_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddPerplexity(
        this IModelGatewayBuilder builder, string name = "perplexity", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Perplexity", configure);

    /// <summary>Adds Portkey.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>PORTKEY_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddPortkey(
        this IModelGatewayBuilder builder, string name = "portkey", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Portkey", configure);

    /// <summary>Adds Qwen on Alibaba Cloud's Model Studio (DashScope).</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>DASHSCOPE_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddQwen(
        this IModelGatewayBuilder builder, string name = "qwen", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Qwen", configure);

    /// <summary>Adds Together AI.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>TOGETHER_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTogether(
        this IModelGatewayBuilder builder, string name = "together", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Together", configure);

    /// <summary>Adds TokenMix.ai.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>TOKENMIX_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenMix(
        this IModelGatewayBuilder builder, string name = "tokenmix", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "TokenMix", configure);

    /// <summary>Adds a vLLM server.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Endpoint, keys, models. The default endpoint is <c>http://localhost:8000/v1/</c>.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddVLLM(
        this IModelGatewayBuilder builder, string name = "vllm", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "VLLM", configure);

    /// <summary>Adds xAI.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>XAI_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddXAI(
        this IModelGatewayBuilder builder, string name = "xai", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "XAI", configure);
}
