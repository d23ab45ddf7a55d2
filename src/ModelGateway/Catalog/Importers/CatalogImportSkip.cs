namespace ModelGateway.Catalog.Importers;

/// <summary>A model of a source that its import left out whole.</summary>
/// <param name="Model">The source's name of it.</param>
/// <param name="Values">How many values the source has of it.</param>
/// <param name="Reason">Why it was left out.</param>
internal sealed record CatalogImportSkip(string Model, int Values, string Reason);
