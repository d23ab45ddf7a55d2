namespace ModelGateway.Catalog.Models;

/// <summary>In what two descriptions of one model differ.</summary>
[Flags]
internal enum ModelDifferences
{
    None = 0,
    Price = 1,
    Deprecation = 2,
    Other = 4,
}
