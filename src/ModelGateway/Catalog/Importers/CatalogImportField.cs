namespace ModelGateway.Catalog.Importers;

/// <summary>A field of a list that the import did not use.</summary>
/// <param name="Name">The path of the field: <c>metadata.notes</c>, <c>models[].extractors[].root</c>.</param>
/// <param name="Count">The number of its values, over all models.</param>
/// <param name="Reason">Why it was not used.</param>
internal sealed record CatalogImportField(string Name, int Count, string Reason);
