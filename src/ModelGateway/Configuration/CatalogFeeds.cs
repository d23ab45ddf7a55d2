using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Keys;
using ModelGateway.Scheduling;

namespace ModelGateway.Configuration;

/// <summary>Makes the layers of the catalog that a configuration asks for. Sources that it has in common with the one before go on as they are.</summary>
internal sealed class CatalogFeeds(IServiceProvider services, GatewayScheduler scheduler)
{
    private readonly IConfiguration? _configuration = services.GetService<IConfiguration>();

    /// <exception cref="GatewayConfigurationException">A setting is wrong, or a file is not there.</exception>
    public CatalogLayers Prepare(CatalogOptions options, CatalogLayers before, ICatalogFeedOwner owner)
    {
        List<string> faults = [];
        CatalogLayers layers = new(options.UseEmbedded, []);
        for (int i = 0; i < options.Sources.Count; i++)
        {
            CatalogSourceOptions source = options.Sources[i];
            Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, string value) in source.Headers)
            {
                headers[name] = KeySource.Resolve(value, 0, _configuration)?.Secret ?? "";
            }

            CatalogFeed? feed = before.Feeds.FirstOrDefault(known => known.IsFor(source, headers)) ?? Create($"Catalog:Sources:{i}", source, headers, layers, owner, faults);
            if (feed is not null)
            {
                // Asked in another way it will say the same, until it has said otherwise.
                feed.Content ??= before.Feeds.FirstOrDefault(known => known.IsOf(source))?.Content;
            }

            layers = feed is null ? layers : new CatalogLayers(options.UseEmbedded, layers.Feeds.Add(feed));
        }

        return faults.Count == 0 ? layers : throw new GatewayConfigurationException(faults);
    }

    private CatalogFeed? Create(
        string setting, CatalogSourceOptions options, Dictionary<string, string> headers, CatalogLayers below, ICatalogFeedOwner owner, List<string> faults)
    {
        if (CatalogLocation.TryParse(options.Location) is not { } location || !CatalogOptionsCheck.IsSourceFormat(options.Format))
        {
            // The validator of the options, which runs next, says so.
            return null;
        }

        if (location.Address is not null)
        {
            HttpMessageInvoker http = new(services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ProviderFactory.HttpClientName), disposeHandler: false);
            return new CatalogFeed(location.Name, new HttpCatalogSource(location, http, [.. headers], scheduler.Time), options, headers, owner, scheduler);
        }

        FileCatalogSource file = new(location);
        if (!file.Exists)
        {
            faults.Add($"{setting}:Location is '{location.Name}', where there is no file (looked for {location.Path}). Correct it, or put the file there.");
            return null;
        }

        CatalogFeed feed = new(location.Name, file, options, headers, owner, scheduler);
        feed.Load(file, below.Catalog);
        return feed;
    }
}
