namespace ModelGateway.Catalog.Json;

/// <summary>Writes a file.</summary>
internal static class CatalogWriter
{
    public static byte[] Write(CatalogFile file) => throw new NotImplementedException();
}
