using ModelGateway.Keys;
using ModelGateway.Protocols;

namespace ModelGateway.Providers;

/// <summary>A kind of provider, as <see cref="ProviderOptions.Type"/> names it: how its adapter is made, where it is, what its keys are called.</summary>
internal sealed class ProviderType(string name, Func<ProviderOptions, IProtocol> createAdapter)
{
    /// <summary>The name in configuration, e.g. <c>OpenAI</c>.</summary>
    public string Name => name;

    /// <summary>The vendor's public base address, or a local server's usual one; ends with a slash. Null where every customer has an own one.</summary>
    public Uri? DefaultEndpoint { get; init; }

    /// <summary>Derives the base address from other settings (region, project); null where they do not say.</summary>
    public Func<ProviderOptions, Uri?>? DeriveEndpoint { get; init; }

    /// <summary>Completes an address that was set, where the usual one to give is not the whole; the vendor's resource rather than its interface.</summary>
    public Func<Uri, Uri>? CompleteEndpoint { get; init; }

    /// <summary>The environment variables that hold the key by convention, the first that is set counting, e.g. <c>OPENAI_API_KEY</c>.</summary>
    public IReadOnlyList<string> KeyVariables { get; init; } = [];

    /// <summary>Puts the usual key together where it is spread over several variables; reads variables by the function given.</summary>
    public Func<Func<string, string?>, string?>? UsualSecret { get; init; }

    /// <summary>Whether an address is the vendor's own, though it is not the default one: the usual key may go there.</summary>
    public Func<Uri, bool>? IsVendorAddress { get; init; }

    /// <summary>Whether the default address is a server of the user's own, which the vendor's usual key is not for.</summary>
    public bool DefaultIsLocal { get; init; }

    /// <summary>How to give a key, where there is none.</summary>
    public string MissingKeyAdvice
    {
        get => field ?? (KeyVariables.Count > 0
            ? $"Set the environment variable {KeyVariables[0]}, or add a key such as env:NAME."
            : "Add a key such as env:NAME.");
        init;
    }

    /// <summary>How to say where the provider is, where that is not known.</summary>
    public string MissingEndpointAdvice
    {
        get => field ?? "set it to the base address, such as https://host/v1/.";
        init;
    }

    /// <summary>Says what is wrong with a key, as the end of a sentence that does not repeat it; null where nothing is.</summary>
    public Func<string, string?>? FindKeyFault { get; init; }

    /// <summary>Whether a server without a key is usual (on this machine, in the own network).</summary>
    public bool KeyOptional { get; init; }

    /// <summary>Whether it speaks Chat Completions, rather than a protocol of its own alone.</summary>
    public bool HasChatCompletions { get; init; } = true;

    /// <summary>Whether it speaks OpenAI's Responses as well as Chat Completions.</summary>
    public bool HasResponses { get; init; }

    /// <summary>Whether <see cref="ProviderOptions.Region"/> says something to it.</summary>
    public bool UsesRegion { get; init; }

    /// <summary>Whether <see cref="ProviderOptions.Project"/> says something to it.</summary>
    public bool UsesProject { get; init; }

    /// <summary>The header that its keys go in, where no other provider's do.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Checks settings that only this type has; gets the options, the setting's path, and the list of faults.</summary>
    public Action<ProviderOptions, string, List<string>>? Check { get; init; }

    public IProtocol CreateAdapter(ProviderOptions options) => createAdapter(options);

    /// <summary>The base address under these options, without regard to a missing slash; null where it is not known.</summary>
    public Uri? Endpoint(ProviderOptions options) => options.Endpoint is { } endpoint
        ? CompleteEndpoint?.Invoke(endpoint) ?? endpoint
        : DeriveEndpoint?.Invoke(options) ?? DefaultEndpoint;

    /// <summary>
    /// The key of the usual environment variables; null where none is set. It goes to the vendor only, never to another endpoint that
    /// happens to speak its protocol.
    /// </summary>
    public ProviderKey? FindUsualKey(ProviderOptions options) => FindUsualKey(options, Environment.GetEnvironmentVariable);

    /// <summary>The same, with other than the process's variables.</summary>
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

    /// <summary>Whether requests go to the vendor itself, who wants a key.</summary>
    public bool IsVendors(ProviderOptions options) =>
        options.Endpoint is not { IsAbsoluteUri: true } endpoint ? !DefaultIsLocal
        : (!DefaultIsLocal && DefaultEndpoint is { } vendor && KeySource.IsVendor(endpoint, vendor))
        || (endpoint.IsDefaultPort && IsVendorAddress?.Invoke(endpoint) is true);
}
