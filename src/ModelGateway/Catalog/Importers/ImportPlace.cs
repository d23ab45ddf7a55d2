namespace ModelGateway.Catalog.Importers;

/// <summary>Where a value lies, for errors.</summary>
/// <param name="Origin">The source: a file's name, an address.</param>
/// <param name="Model">The model, or the provider.</param>
internal sealed record ImportPlace(string Origin, string? Model);
