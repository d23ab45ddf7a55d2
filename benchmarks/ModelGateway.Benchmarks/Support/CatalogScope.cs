namespace ModelGateway.Benchmarks.Support;

/// <summary>How much of the catalog is read.</summary>
public enum CatalogScope
{
    /// <summary>The largest file.</summary>
    LargestFile,

    /// <summary>Every file that has models.</summary>
    AllFiles,
}
