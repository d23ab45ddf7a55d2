namespace ModelGateway;

/// <summary>The state of a source of the catalog. It can be serialized, e.g. for a health page.</summary>
/// <param name="Location">The path of the file, or the address without its query.</param>
/// <param name="CheckedAt">The time of the last check; null where there was none.</param>
/// <param name="ReadAt">
/// The time at which the content in effect was read; null where there is none, so that only the other layers apply.
/// </param>
/// <param name="Failure">The message of the last check's failure; null where it succeeded.</param>
public sealed record CatalogSourceStatus(string Location, DateTimeOffset? CheckedAt, DateTimeOffset? ReadAt, string? Failure);
