using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Keys;
using ModelGateway.Scheduling;

namespace ModelGateway.Configuration;

/// <summary>Creates the layers of the configured catalog. Sources that the configuration before had too are kept.</summary>
internal sealed class CatalogFeeds(IServiceProvider services, GatewayIdentity gateway, GatewayScheduler scheduler)
{
    private readonly IConfiguration? _configuration = services.GetService<IConfiguration>();

    /// <param name="options">The options.</param>
    /// <param name="before">The layers of the configuration before.</param>
    /// <param name="owner">Takes what the sources deliver.</param>
    /// <param name="faults">Takes a fault for every file that does not exist.</param>
    public CatalogLayers Prepare(CatalogOptions options, CatalogLayers before, ICatalogFeedOwner owner, List<string> faults)
    {
        CatalogLayers layers = new(options.UseEmbedded, []);
        for (int i = 0; i < options.Sources.Count; i++)
        {
            CatalogSourceOptions source = options.Sources[i];
            Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, string value) in source.Headers)
            {
                headers[name] = KeySource.Resolve(value, 0, _configuration)?.Secret ?? "";
            }

            CatalogFeed? feed = before.Feeds.FirstOrDefault(known => known.IsFor(source, headers))
                ?? Create($"Catalog:Sources:{i}", source, headers, layers, owner, faults);
            if (feed is not null)
            {
                // Only headers or the interval changed: keep the last content until the first refresh.
                feed.Content ??= before.Feeds.FirstOrDefault(known => known.IsOf(source))?.Content;
            }

            layers = feed is null ? layers : new CatalogLayers(options.UseEmbedded, layers.Feeds.Add(feed));
        }

        return layers;
    }

    private CatalogFeed? Create(
        string setting, CatalogSourceOptions options,
        Dictionary<string, string> headers, CatalogLayers below, ICatalogFeedOwner owner, List<string> faults)
    {
        if (CatalogLocation.TryParse(options.Location) is not { } location || !CatalogOptionsCheck.IsSourceFormat(options.Format))
        {
            // The validator, which runs next, reports it.
            return null;
        }

        if (location.Address is not null)
        {
            HttpMessageHandler handler = services.GetRequiredService<IHttpMessageHandlerFactory>()
                .CreateHandler(gateway.HttpClientName);
            HttpMessageInvoker http = new(handler, disposeHandler: false);
            return new CatalogFeed(location.Name, new HttpCatalogSource(location, http, [.. headers], scheduler.Time), options, headers,
                owner, scheduler);
        }

        FileCatalogSource file = new(location);
        if (!file.Exists)
        {
            faults.Add(
                $"{setting}:Location is '{location.Name}', where there is no file (looked for {location.Path}). Correct it, or put the file there.");
            return null;
        }

        CatalogFeed feed = new(location.Name, file, options, headers, owner, scheduler);
        feed.Load(file, below.Catalog);
        return feed;
    }
}
