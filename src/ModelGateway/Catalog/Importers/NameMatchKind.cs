namespace ModelGateway.Catalog.Importers;

/// <summary>How a name is compared.</summary>
internal enum NameMatchKind
{
    Equal,
    StartsWith,
    EndsWith,
    Contains,
    Pattern,
    And,
    Or,
    Not,
}
