namespace ModelGateway.Catalog.Refresh;

/// <summary>What a source gave, not yet looked into.</summary>
internal sealed record CatalogBytes(ReadOnlyMemory<byte> Utf8, string? EntityTag = null, DateTimeOffset? Modified = null);
