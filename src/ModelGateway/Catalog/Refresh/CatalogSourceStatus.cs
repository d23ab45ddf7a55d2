namespace ModelGateway;

/// <summary>How a source of the catalog stands.</summary>
/// <param name="Location">The file's path, or the address without its query.</param>
/// <param name="CheckedAt">When it was last asked or looked at; null where it never was.</param>
/// <param name="ReadAt">When the content that is in effect was read; null where there is none, and the other layers serve alone.</param>
/// <param name="Failure">Why the last attempt failed; null where it did not.</param>
public sealed record CatalogSourceStatus(string Location, DateTimeOffset? CheckedAt, DateTimeOffset? ReadAt, Exception? Failure);
