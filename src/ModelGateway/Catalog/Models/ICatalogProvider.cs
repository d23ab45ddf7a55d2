namespace ModelGateway.Catalog.Models;

/// <summary>A provider of a catalog. Safe for concurrent use.</summary>
internal interface ICatalogProvider
{
    CatalogHeader Header { get; }

    /// <summary>The names and aliases of the models in the provider's file.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>
    /// The models in the provider's file, each with its <see cref="ModelInfo.CatalogId"/>, without the provider's defaults.
    /// </summary>
    IEnumerable<ModelInfo> Models { get; }

    /// <summary>
    /// Finds a model of the file by name or alias, ignoring case, and fills gaps from the provider's defaults; null where the file has
    /// none.
    /// </summary>
    ModelInfo? Find(string name);

    /// <summary>Finds a model like <see cref="Find"/>, without the provider's defaults.</summary>
    ModelInfo? FindOwn(string name);
}
