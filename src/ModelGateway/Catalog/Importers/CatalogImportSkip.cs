namespace ModelGateway.Catalog.Importers;

/// <summary>A model of a list that the import left out.</summary>
/// <param name="Model">The list's name of the model.</param>
/// <param name="Values">The number of its values in the list.</param>
/// <param name="Reason">Why it was left out.</param>
internal sealed record CatalogImportSkip(string Model, int Values, string Reason);
