using ModelGateway.Capabilities;
using ModelGateway.Keys;
using ModelGateway.Protocols;

namespace ModelGateway.Providers;

/// <summary>A type of provider that is reached over HTTP: its protocol, its address, and the conventions for its keys.</summary>
internal sealed class HttpProviderDefinition(Func<ProviderOptions, IProtocol> createProtocol)
{
    /// <summary>
    /// The vendor's public base address, or a local server's usual one; ends with a slash. Null where every customer has another.
    /// </summary>
    public Uri? DefaultEndpoint { get; init; }

    /// <summary>The path of the interface's base address, where there is no public one: <c>/v1/</c>.</summary>
    public string UsualPath
    {
        get => field ?? DefaultEndpoint?.AbsolutePath ?? "/";
        init;
    }

    /// <summary>
    /// What the protocol puts before its operations, as in <c>v1/messages</c>, so that the base address ends before it; null where the base
    /// address names the version.
    /// </summary>
    public string? PathPrefix { get; init; }

    /// <summary>Derives the base address from the region and the project; returns null where they are missing.</summary>
    public Func<ProviderOptions, Uri?>? DeriveEndpoint { get; init; }

    /// <summary>Completes a configured address to that of the interface, where a portal shows only the resource's.</summary>
    public Func<Uri, Uri>? CompleteEndpoint { get; init; }

    /// <summary>
    /// The environment variables that hold the key by convention, e.g. <c>OPENAI_API_KEY</c>. The first that is set counts.
    /// </summary>
    public IReadOnlyList<string> KeyVariables { get; init; } = [];

    /// <summary>Joins the usual key where it is spread over several variables. The argument reads a variable.</summary>
    public Func<Func<string, string?>, string?>? UsualSecret { get; init; }

    /// <summary>Whether an address other than the default one is the vendor's too, so that the usual key may go there.</summary>
    public Func<Uri, bool>? IsVendorAddress { get; init; }

    /// <summary>Whether the default address is the user's own server, which must not get the vendor's usual key.</summary>
    public bool DefaultIsLocal { get; init; }

    /// <summary>The advice in the error of a provider without a key.</summary>
    public string MissingKeyAdvice
    {
        get => field ?? (KeyVariables.Count > 0
            ? $"Set the environment variable {KeyVariables[0]}, or add a key such as env:NAME."
            : "Add a key such as env:NAME.");
        init;
    }

    /// <summary>The advice in the error of a provider without an address.</summary>
    public string MissingEndpointAdvice
    {
        get => field ?? "set it to the base address, such as https://host/v1/.";
        init;
    }

    /// <summary>
    /// Says what is wrong with a key, as the end of a sentence that does not repeat the key; returns null for a valid one.
    /// </summary>
    public Func<string, string?>? FindKeyFault { get; init; }

    /// <summary>Whether a server without a key is usual (on this machine, in a private network).</summary>
    public bool KeyOptional { get; init; }

    /// <summary>Whether it speaks Chat Completions.</summary>
    public bool HasChatCompletions { get; init; } = true;

    /// <summary>Whether it speaks OpenAI's Responses as well as Chat Completions.</summary>
    public bool HasResponses { get; init; }

    /// <summary>Whether it uses <see cref="ProviderOptions.Region"/>.</summary>
    public bool UsesRegion { get; init; }

    /// <summary>Whether it uses <see cref="ProviderOptions.Project"/>.</summary>
    public bool UsesProject { get; init; }

    /// <summary>The header that carries its keys, where no other provider uses that header.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The settings that only this type has; see <see cref="ProviderType.Settings"/>.</summary>
    public IReadOnlyCollection<string> Settings { get; init; } = [];

    /// <summary>Checks settings that only this type has; see <see cref="ProviderType.Validate"/>.</summary>
    public Func<ProviderOptions, IEnumerable<string>>? Validate { get; init; }

    public IProtocol CreateProtocol(ProviderOptions options) => createProtocol(options);

    /// <summary>Creates the protocol of a client with a reach: both of OpenAI's, where requests may move.</summary>
    public IProtocol CreateProtocol(ProviderOptions options, in ApiReach reach) => reach.MayMove
        ? new AutoProtocol(createProtocol(options), CreateResponses())
        : createProtocol(options);

    /// <summary>
    /// Which of OpenAI's interfaces requests may go to: without a choice in the options they may move to Responses at the vendor's address.
    /// </summary>
    public ApiReach GetReach(ProviderOptions options)
    {
        bool mayMove = options.Api == ProviderApi.Auto && HasResponses && HasChatCompletions && IsVendors(options);
        return new ApiReach(
            options.Api == ProviderApi.Responses ? ProviderApi.Responses : ProviderApi.ChatCompletions,
            mayMove,
            !IsVendors(options),
            mayMove ? CreateResponses().Lacks : CapabilityFlags.None);
    }

    private IProtocol CreateResponses() => createProtocol(new ProviderOptions { Api = ProviderApi.Responses });

    /// <summary>The base address under these options, with or without its last slash; null where it is not known.</summary>
    public Uri? Endpoint(ProviderOptions options) => options.Endpoint is { } endpoint
        ? CompleteEndpoint?.Invoke(endpoint) ?? endpoint
        : DeriveEndpoint?.Invoke(options) ?? DefaultEndpoint;

    /// <summary>
    /// The key of the usual environment variables; null where none is set. It goes to the vendor only, never to another endpoint that
    /// speaks the same protocol.
    /// </summary>
    public ProviderKey? FindUsualKey(ProviderOptions options) => FindUsualKey(options, Environment.GetEnvironmentVariable);

    /// <param name="options">The provider's options.</param>
    /// <param name="environment">Reads a variable in place of the process's environment.</param>
    public ProviderKey? FindUsualKey(ProviderOptions options, Func<string, string?> environment)
    {
        if (!IsVendors(options))
        {
            return null;
        }

        if (UsualSecret?.Invoke(environment) is { Length: > 0 } whole)
        {
            return new ProviderKey("environment", whole);
        }

        foreach (string variable in KeyVariables)
        {
            if (environment(variable)?.Trim() is { Length: > 0 } secret)
            {
                return new ProviderKey("env:" + variable, secret);
            }
        }

        return null;
    }

    /// <summary>
    /// The usual variable that holds a key which is not sent, because the configured address is not the vendor's and no other credential is
    /// configured; null where none is set.
    /// </summary>
    public string? FindUnsentKey(ProviderOptions options, Func<string, string?> environment) =>
        options.Endpoint is null || options.Keys.Count > 0 || options.TokenCallback is not null || IsVendors(options) ? null
        : KeyVariables.FirstOrDefault(variable => !string.IsNullOrWhiteSpace(environment(variable)));

    /// <summary>Whether requests go to the vendor itself, which requires a key.</summary>
    public bool IsVendors(ProviderOptions options) =>
        options.Endpoint is not { IsAbsoluteUri: true } endpoint ? !DefaultIsLocal
        : (!DefaultIsLocal && DefaultEndpoint is { } vendor && KeySource.IsVendor(endpoint, vendor))
        || (endpoint.IsDefaultPort && IsVendorAddress?.Invoke(endpoint) is true);
}
