namespace ModelGateway.Catalog;

/// <summary>Holds the catalog that is in effect.</summary>
internal sealed class CatalogStore(ModelCatalog? catalog = null)
{
    /// <summary>The catalog in effect now; it never changes itself, but is replaced.</summary>
    public ModelCatalog Current { get; } = catalog ?? ModelCatalog.Embedded;
}
