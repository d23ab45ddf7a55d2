namespace ModelGateway.Catalog.Refresh;

/// <summary>The last good content of a source.</summary>
/// <param name="Catalog">What it says.</param>
/// <param name="Hash">The hash of its bytes.</param>
/// <param name="EntityTag">The server's tag of it, as it stood in the answer; null where there is none.</param>
/// <param name="Modified">When the server says that it changed last.</param>
/// <param name="ReadAt">When it was read.</param>
internal sealed record CatalogContent(ModelCatalog Catalog, string Hash, string? EntityTag, DateTimeOffset? Modified, DateTimeOffset ReadAt);
