namespace ModelGateway.Catalog.Models;

/// <summary>A provider as a catalog has it. Safe for concurrent use.</summary>
internal interface ICatalogProvider
{
    CatalogHeader Header { get; }

    /// <summary>The names of its own models and their aliases.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Its own models, each with its <see cref="ModelInfo.CatalogId"/>, as <see cref="FindOwn"/> has them.</summary>
    IEnumerable<ModelInfo> Models { get; }

    /// <summary>The model of a name or an alias, whatever its case, with what the header says of all models beneath; null where it has none of its own.</summary>
    ModelInfo? Find(string name);

    /// <summary>The same, with what is said of the model itself only.</summary>
    ModelInfo? FindOwn(string name);
}
