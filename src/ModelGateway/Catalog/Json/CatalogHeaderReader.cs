using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads the header of a catalog file: what it says about its provider.</summary>
internal sealed class CatalogHeaderReader
{
    private const int MaxProviderLength = 64;

    private CatalogHeader _header = new() { Provider = "" };

    /// <summary>Reads the header. A reader reads one file.</summary>
    /// <param name="json">At the start of the file.</param>
    /// <param name="stopAtModels">
    /// Whether to stop where the models start, because the file is known to end with them, instead of reading to its end.
    /// </param>
    /// <param name="modelsAt">The position of the object with the models; -1 where there is none.</param>
    public CatalogHeader Read(ref CatalogJson json, bool stopAtModels, out int modelsAt)
    {
        modelsAt = -1;
        ulong seen = 0;
        while (!(stopAtModels && modelsAt >= 0) && json.NextField(CatalogFields.File, ref seen, out string field))
        {
            if (field != "models")
            {
                ReadField(ref json, field);
                continue;
            }

            modelsAt = json.Position;
            if (!stopAtModels)
            {
                json.Skip();
            }
        }

        if (_header.Provider.Length == 0)
        {
            throw json.Fault("has no provider.");
        }

        return _header.Includes.Contains(_header.Provider, StringComparer.OrdinalIgnoreCase)
            ? throw json.Fault("includes itself.")
            : _header;
    }

    private void ReadField(ref CatalogJson json, string field)
    {
        switch (field)
        {
            case "$schema": json.Text(); break;
            case "provider": _header = _header with { Provider = ReadProvider(ref json) }; break;
            case "name": _header = _header with { Name = json.Text() }; break;
            case "types": _header = _header with { Types = json.Texts() }; break;
            case "hosts": _header = _header with { Hosts = ReadHosts(ref json) }; break;
            case "updated": _header = _header with { Updated = json.Day() }; break;
            case "sources": _header = _header with { Sources = json.Texts() }; break;
            case "relays": _header = _header with { Relays = ReadRelays(ref json) }; break;
            case "includes": _header = _header with { Includes = json.Texts(areNames: true) }; break;
            case "defaults": _header = _header with { Defaults = ReadDefaults(ref json) }; break;
            case "follows": _header = _header with { Follows = json.Texts(areNames: true) }; break;
            case "rules": _header = _header with { Rules = ModelRuleReader.ReadAll(ref json) }; break;
        }
    }

    private static string ReadProvider(ref CatalogJson json)
    {
        string provider = json.Text();
        return provider.Length <= MaxProviderLength && provider.All(IsProviderLetter)
            ? provider
            : throw json.Fault("is no provider's name. Use lower-case letters, digits and '-', at most 64.");
    }

    private static bool IsProviderLetter(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-';

    private static List<string> ReadHosts(ref CatalogJson json)
    {
        List<string> hosts = json.Texts(areNames: true);
        foreach (string host in hosts)
        {
            // A top-level domain would match the hosts of other providers.
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown || !host.Contains('.'))
            {
                throw json.Fault($"has '{CatalogText.Show(host)}', which is no host. Write it as api.example.com.");
            }
        }

        return hosts;
    }

    private static Dictionary<string, string> ReadRelays(ref CatalogJson json)
    {
        Dictionary<string, string> relays = new(StringComparer.OrdinalIgnoreCase);
        bool first = true;
        while (json.NextEntry(ref first, out string prefix))
        {
            json.CheckName(prefix);
            if (prefix.Contains('/') || relays.Count == CatalogLimits.Items || !relays.TryAdd(prefix, json.Name()))
            {
                throw json.Fault("has a slash, is there twice, or is one of too many.");
            }
        }

        return relays;
    }

    private static ModelInfo ReadDefaults(ref CatalogJson json)
    {
        ModelInfo defaults = new ModelReader().Read(ref json, "");
        return defaults.Aliases.Count > 0 || defaults.DisplayName is not null || defaults.Lifecycle?.Successor is not null
            ? throw json.Fault("has a name, aliases or a successor, which no two models share.")
            : defaults;
    }
}
