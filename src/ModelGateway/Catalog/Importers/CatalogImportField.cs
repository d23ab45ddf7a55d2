namespace ModelGateway.Catalog.Importers;

/// <summary>A field of a source that its import did not use.</summary>
/// <param name="Name">The field, with those that it lies in: <c>metadata.notes</c>, <c>models[].extractors[].root</c>.</param>
/// <param name="Count">How many values it has, over all models.</param>
/// <param name="Reason">Why it was not used.</param>
internal sealed record CatalogImportField(string Name, int Count, string Reason);
