namespace ModelGateway.Configuration;

/// <summary>
/// Which names code gave to providers, deployments and routes. A name that is given twice is a fault: the settings of one, its keys above
/// all, must never reach the other. Configuration may change what code added, but not make another vendor's provider of it.
/// </summary>
internal sealed class NameClaims
{
    private readonly Dictionary<string, string> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _routes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    /// <summary>A fault for every name that was given twice.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Claims a provider's name for code; false where it is taken, which is a fault.</summary>
    public bool TryAddProvider(string name, string type, ModelGatewayOptions options)
    {
        string what = $"{type} ('{name}', in code)";
        string setting = $"Providers:{name}";
        if (_providers.TryGetValue(name, out string? other))
        {
            _faults.Add(
                $"{setting} is given twice, to {other} and to {what}. Give each a name of its own; "
                + "what one method sets and another changes belongs into Configure.");
            return false;
        }

        if (options.Providers.TryGetValue(name, out ProviderOptions? known) && IsOther(known.Type, type))
        {
            _faults.Add($"{setting} is given twice, to {known.Type} (before this call) and to {what}. Give each a name of its own.");
            return false;
        }

        _providers.Add(name, what);
        return true;
    }

    /// <summary>Whether a configuration section may change a provider; false where it is one of another type, which is a fault.</summary>
    public bool MayChange(string setting, string name, string? type, ModelGatewayOptions options)
    {
        if (type is null || !options.Providers.TryGetValue(name, out ProviderOptions? known) || !IsOther(known.Type, type))
        {
            return true;
        }

        string other = _providers.GetValueOrDefault(name, $"{known.Type} (in a section that is read before)");
        _faults.Add($"{setting}:Type gives the name twice, to {other} and to {type} (in this section). Give each a name of its own.");
        return false;
    }

    /// <summary>Claims a route's name for code; false where it is taken, which is a fault.</summary>
    public bool TryAddRoute(string name, GatewayRouteOptions route, ModelGatewayOptions options)
    {
        if (!options.Routes.TryGetValue(name, out GatewayRouteOptions? known))
        {
            _routes.Add(name);
            return true;
        }

        string fix = _routes.Contains(name)
            ? "Give each a name of its own, or add one route with all targets."
            : "Give each a name of its own; for configuration to change what code adds, call AddConfiguration last.";
        _faults.Add(
            $"Routes:{name} is given twice, to {string.Join(", ", known.To)} "
            + $"and to {string.Join(", ", route.To)} ('{name}', in code). {fix}");
        return false;
    }

    /// <summary>Claims a deployment's name for a client or generator; false where it is taken, which is a fault.</summary>
    public bool TryAddClient(ClientRegistration client, ModelGatewayOptions options)
    {
        if (!options.Clients.TryGetValue(client.Name, out ClientRegistration? known))
        {
            return true;
        }

        _faults.Add(
            $"Deployment '{client.Name}' is added twice, as '{known.Name}' ({Describe(known)}) "
            + $"and as '{client.Name}' ({Describe(client)}). "
            + "Give each a name of its own.");
        return false;
    }

    private static string Describe(ClientRegistration client) => client.Options.ModelId ?? client.Options.Model?.Id ?? "no model named";

    private static bool IsOther(string known, string type) => known.Length > 0 && !known.Equals(type, StringComparison.OrdinalIgnoreCase);
}
