namespace ModelGateway;

/// <summary>The configured provider that a <see cref="ProviderType"/> creates clients for.</summary>
public sealed class ProviderContext
{
    /// <summary>Initializes a context.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="options">Its options.</param>
    /// <param name="services">The application's services.</param>
    public ProviderContext(string name, ProviderOptions options, IServiceProvider services)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        Name = name;
        Options = options;
        Services = services;
    }

    /// <summary>The provider's name in the configuration, e.g. <c>local</c>.</summary>
    public string Name { get; }

    /// <summary>The provider's options. Settings that only its type has are in <see cref="ProviderOptions.Settings"/>.</summary>
    public ProviderOptions Options { get; }

    /// <summary>The keys that <see cref="ProviderOptions.Keys"/> refers to, read from where they are kept.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The application's services. They must not be asked for the gateway itself.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Whether clients that were created for the other context serve this one as well, so that a reload keeps them.</summary>
    internal bool HasSameSettings(ProviderContext other)
    {
        ProviderOptions options = Options;
        ProviderOptions others = other.Options;
        return ReferenceEquals(options, others)
            || (options.Type.Equals(others.Type, StringComparison.OrdinalIgnoreCase)
                && options.Endpoint == others.Endpoint
                && options.Api == others.Api
                && options.Region == others.Region
                && options.Project == others.Project
                && options.TokenCallback == others.TokenCallback
                && Keys.SequenceEqual(other.Keys)
                && AreEqual(options.Headers, others.Headers)
                && AreEqual(options.Settings, others.Settings)
                && options.Models.Select(static model => model.Id).SequenceEqual(others.Models.Select(static model => model.Id)));
    }

    private static bool AreEqual(IDictionary<string, string> left, IDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out string? value) && value == pair.Value);
}
