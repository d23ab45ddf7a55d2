namespace ModelGateway.Catalog.Refresh;

/// <summary>Whoever puts into effect what sources give.</summary>
internal interface ICatalogFeedOwner
{
    /// <summary>What a source lies over now.</summary>
    ModelCatalog Below(CatalogFeed feed);

    /// <summary>Puts new content into effect, or leaves everything as it was.</summary>
    /// <exception cref="CatalogException">With this content no configuration can be built.</exception>
    void Put(CatalogFeed feed, CatalogContent content);

    void OnFailed(CatalogFeed feed, CatalogException failure);

    void OnChecked(string outcome);
}
