using Microsoft.Extensions.Configuration;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Failures.Secrets;
using ModelGateway.Keys;

namespace ModelGateway.Configuration;

/// <summary>Checks the sources of the catalog, and the dates of models.</summary>
internal sealed class CatalogOptionsCheck(IConfiguration? configuration, OptionFaults faults)
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromDays(3_650);

    /// <summary>Whether a source may have a format. Null is valid: the format is then recognised by the content.</summary>
    public static bool IsSourceFormat(CatalogFormat? format) =>
        format is not { } known || (known != CatalogFormat.ModelList && Enum.IsDefined(known));

    public void Check(ModelGatewayOptions options)
    {
        CatalogOptions catalog = options.Catalog;
        if (catalog.DrainBefore != Timeout.InfiniteTimeSpan && (catalog.DrainBefore < TimeSpan.Zero || catalog.DrainBefore > LongestDrain))
        {
            faults.Add(
                $"Catalog:DrainBefore is {catalog.DrainBefore}. Set it to a span from 0s to {LongestDrain.TotalDays:0}d, or to none.");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < catalog.Sources.Count; i++)
        {
            Check($"Catalog:Sources:{i}", catalog.Sources[i], seen);
        }

        foreach ((string name, ProviderOptions provider) in options.Providers)
        {
            foreach (ModelInfo model in provider.Models)
            {
                Check($"Providers:{name}:Models:{model.Id}:Lifecycle", model);
            }
        }
    }

    private void Check(string setting, CatalogSourceOptions source, HashSet<string> seen)
    {
        if (CatalogLocation.TryParse(source.Location) is not { } location)
        {
            faults.Add(
                $"{setting}:Location is '{SettingText.Show(source.Location)}'. "
                + "Set it to an http or https address, or to the path of a file.");
            return;
        }

        if (!seen.Add(location.Path ?? location.Address!.AbsoluteUri))
        {
            faults.Add($"{setting}:Location is '{location.Name}' like another source's. Keep one of them.");
        }

        if (!IsSourceFormat(source.Format))
        {
            string formats = string.Join(", ",
                Enum.GetNames<CatalogFormat>().Where(static name => name != nameof(CatalogFormat.ModelList)));
            faults.Add($"{setting}:Format is {source.Format}. Set it to one of {formats}, or leave it out.");
        }

        faults.CheckPositive($"{setting}:RefreshEvery", source.RefreshEvery);
        if (location.Address is null && source.Headers.Count > 0)
        {
            faults.Add($"{setting}:Headers belong to an address, and '{location.Name}' is a file. Remove them.");
        }

        foreach ((string header, string value) in source.Headers)
        {
            CheckHeader($"{setting}:Headers:{header}", header, value);
        }
    }

    private void CheckHeader(string setting, string name, string value)
    {
        if (KeySource.Resolve(value, 0, configuration) is not { } resolved)
        {
            faults.Add(
                $"{setting} ('{SettingText.ShowReference(value)}') is empty where it points. "
                + "Set that variable or value, or remove the header.");
        }
        else if (!HeaderCheck.IsRequestHeader(name, resolved.Secret) || name.Equals("Host", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"{setting} is no header of a request. Set it to a header's name and printable ASCII text.");
        }
    }

    private void Check(string setting, ModelInfo model)
    {
        if (model.Lifecycle is not { } lifecycle)
        {
            return;
        }

        if (lifecycle.Sunset < lifecycle.Released || lifecycle.Sunset < lifecycle.Deprecated)
        {
            faults.Add($"{setting}:Sunset is {lifecycle.Sunset:O}, before the model was released or deprecated. Set the days in order.");
        }

        if (model.Id.Equals(lifecycle.Successor, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"{setting}:Successor is the model itself. Set it to the model that takes its place, or remove it.");
        }
    }
}
