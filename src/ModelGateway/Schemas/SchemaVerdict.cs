namespace ModelGateway.Schemas;

/// <summary>Whether a value fits a schema.</summary>
/// <param name="Faults">What is wrong with it; empty where it fits.</param>
/// <param name="IsConclusive">Whether it could be checked whole: a schema that leads round in circles cannot.</param>
internal readonly record struct SchemaVerdict(IReadOnlyList<SchemaFault> Faults, bool IsConclusive)
{
    /// <summary>Whether nothing speaks against the value; so it is too where it could not be checked.</summary>
    public bool Fits => Faults.Count == 0 || !IsConclusive;
}
