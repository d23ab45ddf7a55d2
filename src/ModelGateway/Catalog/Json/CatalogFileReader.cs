namespace ModelGateway.Catalog.Json;

/// <summary>Reads a whole file.</summary>
internal static class CatalogFileReader
{
    public static CatalogFile Read(ReadOnlySpan<byte> json, string origin, ModelCatalog? below) => throw new NotImplementedException();
}
