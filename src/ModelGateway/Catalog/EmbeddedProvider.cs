namespace ModelGateway.Catalog;

/// <summary>A provider of the embedded catalog.</summary>
internal static class EmbeddedProvider
{
    public static IEnumerable<ICatalogProvider> All() => [];
}
