namespace ModelGateway.Catalog.Refresh;

/// <summary>Owns the feeds, and puts their content into effect.</summary>
internal interface ICatalogFeedOwner
{
    /// <summary>The catalog that a feed is layered over at present.</summary>
    ModelCatalog Below(CatalogFeed feed);

    /// <summary>Puts new content into effect, or changes nothing.</summary>
    /// <exception cref="CatalogException">No configuration can be built with this content.</exception>
    void Put(CatalogFeed feed, CatalogContent content);

    void OnFailed(CatalogFeed feed, CatalogException failure);

    void OnChecked(string outcome);
}
