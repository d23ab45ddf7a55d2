namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>
    /// Adds a provider by the name of its kind. A name is given once: a second provider of the name is an error, even of
    /// the same kind. A configuration section may change the settings of a provider that code added, setting by setting, but not its kind.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="type">The kind, as <see cref="ProviderOptions.Type"/>.</param>
    /// <param name="configure">Keys, endpoint, models.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddProvider(
        this IModelGatewayBuilder builder, string name, string type, Action<ProviderOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        return builder.Configure(options =>
        {
            if (!options.Claims.TryAddProvider(name, type, options))
            {
                return;
            }

            ProviderOptions provider = options.Providers.TryGetValue(name, out ProviderOptions? known) ? known : new ProviderOptions();
            provider.Type = type;
            configure?.Invoke(provider);
            options.Providers[name] = provider;
        });
    }

    /// <summary>Adds Anthropic's Messages.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>ANTHROPIC_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddAnthropic(
        this IModelGatewayBuilder builder, string name = "anthropic", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Anthropic", configure);

    /// <summary>Adds a resource of Azure OpenAI. Models are named by their deployment.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="endpoint">
    /// The resource's address, e.g. <c>https://contoso.openai.azure.com/</c>; <c>openai/v1/</c> is added where it has no path.
    /// </param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys or a token callback (Entra ID), models. Without either, <c>AZURE_OPENAI_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddAzureOpenAI(
        this IModelGatewayBuilder builder, Uri endpoint, string name = "azure", Action<ProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return builder.AddProvider(name, "AzureOpenAI", options =>
        {
            options.Endpoint = endpoint;
            configure?.Invoke(options);
        });
    }

    /// <summary>Adds Amazon Bedrock's Converse.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="region">The region, e.g. <c>us-east-1</c>; null takes <c>AWS_REGION</c>.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">
    /// Keys, models. A key is <c>accessKeyId:secretAccessKey</c>, the same with <c>:sessionToken</c>, or a Bedrock API key. Without keys,
    /// <c>AWS_BEARER_TOKEN_BEDROCK</c> is used, else <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c>.
    /// </param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddBedrock(
        this IModelGatewayBuilder builder, string? region = null, string name = "bedrock", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Bedrock", options =>
        {
            options.Region = region ?? options.Region;
            configure?.Invoke(options);
        });

    /// <summary>Adds Cohere's Chat and Embed (v2).</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>COHERE_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddCohere(
        this IModelGatewayBuilder builder, string name = "cohere", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Cohere", configure);

    /// <summary>Adds Gemini's generateContent.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>GEMINI_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddGemini(
        this IModelGatewayBuilder builder, string name = "gemini", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Gemini", configure);

    /// <summary>Adds Mistral's Chat Completions.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, models. Without keys, <c>MISTRAL_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddMistral(
        this IModelGatewayBuilder builder, string name = "mistral", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Mistral", configure);

    /// <summary>Adds an Ollama server, by its native protocol.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Endpoint, models. The default endpoint is <c>http://localhost:11434/</c>.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddOllama(
        this IModelGatewayBuilder builder, string name = "ollama", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "Ollama", configure);

    /// <summary>Adds OpenAI, by Chat Completions or, where <see cref="ProviderOptions.Api"/> says so, by Responses.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Keys, endpoint, interface, models. Without keys, <c>OPENAI_API_KEY</c> is used.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddOpenAI(
        this IModelGatewayBuilder builder, string name = "openai", Action<ProviderOptions>? configure = null) =>
        builder.AddProvider(name, "OpenAI", configure);

    /// <summary>Adds Gemini on Vertex AI.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="project">The project that is billed.</param>
    /// <param name="region">The region, e.g. <c>europe-west4</c>, or <c>global</c>.</param>
    /// <param name="token">
    /// Gets an OAuth token for <c>https://www.googleapis.com/auth/cloud-platform</c>; called for every attempt, so it should cache.
    /// </param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Endpoint, models.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddVertexAI(
        this IModelGatewayBuilder builder,
        string project,
        string region,
        Func<CancellationToken, ValueTask<string>> token,
        string name = "vertex",
        Action<ProviderOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(project);
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        ArgumentNullException.ThrowIfNull(token);
        return builder.AddProvider(name, "VertexAI", options =>
        {
            options.Project = project;
            options.Region = region;
            options.TokenCallback = token;
            configure?.Invoke(options);
        });
    }
}
