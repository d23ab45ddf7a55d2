using Microsoft.Extensions.AI;

namespace ModelGateway;

/// <summary>
/// A type of provider, as <see cref="ProviderOptions.Type"/> names it. A package adds one to the gateway's own by deriving from this class
/// and registering it: <c>services.TryAddEnumerable(ServiceDescriptor.Singleton&lt;ProviderType, MyProviderType&gt;())</c>.
/// </summary>
/// <remarks>
/// The gateway calls the factories once for every provider that is configured with this type, and again when a reload changes the
/// provider's settings. It disposes the clients after the last request that uses them. What a client can and cannot do it says as
/// <see cref="DeploymentFeatures"/>. A type of the same name as one of the gateway's own replaces it; of two others the later counts.
/// </remarks>
public abstract class ProviderType
{
    /// <summary>Initializes the type.</summary>
    /// <param name="name">The name in configuration, e.g. <c>OpenAI</c>. Case does not matter.</param>
    protected ProviderType(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name in configuration.</summary>
    public string Name { get; }

    /// <summary>
    /// The settings that the type reads from its provider's section, beside <c>Type</c>, <c>Models</c> and <c>Timeouts</c>, which all
    /// providers have: those of <see cref="ProviderOptions"/> that it uses, e.g. <c>Endpoint</c> or <c>Keys</c>, and its own, e.g.
    /// <c>Model</c>, which it finds in <see cref="ProviderOptions.Settings"/>. A setting that is not named here is refused.
    /// </summary>
    /// <value>The default is none.</value>
    public virtual IReadOnlyCollection<string> Settings => [];

    /// <summary>Checks a provider's settings before its clients are created.</summary>
    /// <param name="options">The provider's options.</param>
    /// <returns>
    /// One sentence for every fault, which begins with the setting and ends with the fix:
    /// <c>Model is missing. Set it to the path of a GGUF file.</c> Empty where the settings are valid.
    /// </returns>
    public virtual IEnumerable<string> Validate(ProviderOptions options) => [];

    /// <summary>Creates the client that answers the provider's chats.</summary>
    /// <param name="context">The provider.</param>
    /// <returns>
    /// The client, which is given the model of each request in <see cref="ChatOptions.ModelId"/>; null where the type only embeds. A client
    /// that is slow to load should load with its first request: the gateway starts, and reloads, no sooner than this method returns.
    /// </returns>
    public virtual IChatClient? CreateChatClient(ProviderContext context) => null;

    /// <summary>Creates the generator that embeds the provider's texts.</summary>
    /// <param name="context">The provider.</param>
    /// <returns>The generator; null where the chat client offers one as a service, or the type does not embed.</returns>
    public virtual IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderContext context) => null;

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
