namespace ModelGateway.Catalog.Refresh;

/// <summary>The last good content of a source.</summary>
/// <param name="Catalog">The catalog that was parsed from it.</param>
/// <param name="Hash">The hash of the bytes.</param>
/// <param name="EntityTag">The <c>ETag</c> header of the answer; null where there is none.</param>
/// <param name="Modified">The <c>Last-Modified</c> header of the answer; null where there is none.</param>
/// <param name="ReadAt">The time of reading.</param>
internal sealed record CatalogContent(
    ModelCatalog Catalog, string Hash, string? EntityTag, DateTimeOffset? Modified, DateTimeOffset ReadAt);
