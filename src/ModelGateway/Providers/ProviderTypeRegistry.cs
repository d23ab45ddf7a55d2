namespace ModelGateway.Providers;

/// <summary>The types of providers that are registered, by name.</summary>
internal sealed class ProviderTypeRegistry
{
    private readonly Dictionary<string, ProviderType> _types = new(StringComparer.OrdinalIgnoreCase);

    public ProviderTypeRegistry(IEnumerable<ProviderType> types)
    {
        foreach (ProviderType type in types)
        {
            // The gateway's own never replace a package's, whichever was registered first.
            if (type is not HttpProviderType || !_types.ContainsKey(type.Name))
            {
                _types[type.Name] = type;
            }
        }
    }

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names => field ??= [.. _types.Values.Select(static type => type.Name).Order(StringComparer.Ordinal)];

    /// <summary>Finds a type, whatever the case of its name; null where none is registered.</summary>
    public ProviderType? Find(string name) => _types.GetValueOrDefault(name);
}
