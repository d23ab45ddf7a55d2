namespace ModelGateway.Catalog.Importers;

/// <summary>One of LiteLLM's entries, read: several may be of one model.</summary>
/// <param name="Key">LiteLLM's key.</param>
/// <param name="Name">What the key names.</param>
/// <param name="Model">The model.</param>
/// <param name="Ledger">What became of the entry's values.</param>
internal sealed record LiteLLMEntry(string Key, LiteLLMName Name, ModelInfo Model, ImportReportBuilder Ledger);
