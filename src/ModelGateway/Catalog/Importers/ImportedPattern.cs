namespace ModelGateway.Catalog.Importers;

/// <summary>A source's rule for which names mean a model.</summary>
internal sealed record ImportedPattern(string Provider, NameMatch Match, ModelInfo Model);
