using System.Collections.Immutable;

namespace ModelGateway.Catalog.Refresh;

/// <summary>
/// The sources of one configuration and the catalog that they add up to: each source overrides those before it, and all override the
/// embedded catalog.
/// </summary>
internal sealed class CatalogLayers
{
    public static readonly CatalogLayers Embedded = new(useEmbedded: true, []);

    private static readonly ModelCatalog Empty = ModelCatalog.From();

    public CatalogLayers(bool useEmbedded, ImmutableArray<CatalogFeed> feeds)
        : this(useEmbedded, feeds, null, null)
    {
    }

    private CatalogLayers(bool useEmbedded, ImmutableArray<CatalogFeed> feeds, CatalogFeed? changed, CatalogContent? content)
    {
        UseEmbedded = useEmbedded;
        Feeds = feeds;
        Catalog = Below(feeds.Length, changed, content);
    }

    public bool UseEmbedded { get; }

    public ImmutableArray<CatalogFeed> Feeds { get; }

    public ModelCatalog Catalog { get; }

    /// <summary>Whether every source has content.</summary>
    public bool IsWhole => Feeds.All(static feed => feed.Content is not null);

    /// <summary>The catalog below a source.</summary>
    public ModelCatalog Below(CatalogFeed feed) => Below(Math.Max(0, Feeds.IndexOf(feed)));

    /// <summary>The same sources with new content for one of them.</summary>
    public CatalogLayers With(CatalogFeed feed, CatalogContent content) => new(UseEmbedded, Feeds, feed, content);

    private ModelCatalog Below(int count, CatalogFeed? changed = null, CatalogContent? content = null)
    {
        ModelCatalog catalog = UseEmbedded ? ModelCatalog.Embedded : Empty;
        for (int i = 0; i < count; i++)
        {
            catalog = (Feeds[i] == changed ? content : Feeds[i].Content)?.Catalog.Over(catalog) ?? catalog;
        }

        return catalog;
    }
}
