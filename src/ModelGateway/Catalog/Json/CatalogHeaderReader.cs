using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads what a file says of its provider as a whole.</summary>
internal static class CatalogHeaderReader
{
    /// <param name="json">At the file's start.</param>
    /// <param name="stopAtModels">Whether to trust that nothing but models follows once they begin, rather than to read on to the file's end.</param>
    /// <param name="modelsAt">Where the object of the models begins.</param>
    public static CatalogHeader Read(ref CatalogJson json, bool stopAtModels, out int modelsAt)
    {
        modelsAt = -1;
        string? provider = null, name = null;
        IReadOnlyList<string> types = [], hosts = [], sources = [], includes = [];
        DateOnly? updated = null;
        Dictionary<string, string> relays = new(StringComparer.OrdinalIgnoreCase);
        ModelInfo? defaults = null;
        ulong seen = 0;
        while (json.NextField(CatalogFields.File, ref seen, out string field))
        {
            switch (field)
            {
                case "$schema": json.Text(); break;
                case "provider": provider = ReadProvider(ref json); break;
                case "name": name = json.Text(); break;
                case "types": types = json.Texts(); break;
                case "hosts": hosts = ReadHosts(ref json); break;
                case "updated": updated = json.Day(); break;
                case "sources": sources = json.Texts(); break;
                case "relays": ReadRelays(ref json, relays); break;
                case "includes": includes = json.Texts(areNames: true); break;
                case "defaults": defaults = ReadDefaults(ref json); break;
                case "models":
                    modelsAt = json.Position;
                    if (!stopAtModels)
                    {
                        json.Skip();
                    }

                    break;
            }

            if (stopAtModels && modelsAt >= 0)
            {
                break;
            }
        }

        return new CatalogHeader
        {
            Provider = provider ?? throw json.Fault("has no provider."),
            Name = name,
            Types = types,
            Hosts = hosts,
            Updated = updated,
            Sources = sources,
            Relays = relays,
            Includes = includes.Contains(provider, StringComparer.OrdinalIgnoreCase) ? throw json.Fault("includes itself.") : includes,
            Defaults = defaults,
        };
    }

    private static string ReadProvider(ref CatalogJson json)
    {
        string provider = json.Text();
        return provider.Length <= 64 && provider.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? provider
            : throw json.Fault("is no provider's name. Use lower-case letters, digits and '-', at most 64.");
    }

    private static IReadOnlyList<string> ReadHosts(ref CatalogJson json)
    {
        IReadOnlyList<string> hosts = json.Texts(areNames: true);
        foreach (string host in hosts)
        {
            // A whole top-level domain is nobody's.
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown || !host.Contains('.'))
            {
                throw json.Fault($"has '{CatalogText.Show(host)}', which is no host. Write it as api.example.com.");
            }
        }

        return hosts;
    }

    private static void ReadRelays(ref CatalogJson json, Dictionary<string, string> relays)
    {
        bool first = true;
        while (json.NextEntry(ref first, out string prefix))
        {
            json.CheckName(prefix);
            if (prefix.Contains('/') || relays.Count == CatalogLimits.Items || !relays.TryAdd(prefix, json.Name()))
            {
                throw json.Fault("has a slash, is there twice, or is one of too many.");
            }
        }
    }

    private static ModelInfo ReadDefaults(ref CatalogJson json)
    {
        ModelInfo defaults = ModelReader.Read(ref json, "");
        return defaults.Aliases.Count > 0 || defaults.DisplayName is not null || defaults.Lifecycle?.Successor is not null
            ? throw json.Fault("has a name, aliases or a successor, which no two models share.")
            : defaults;
    }
}
