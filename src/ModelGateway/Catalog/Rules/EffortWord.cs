namespace ModelGateway.Catalog.Rules;

/// <summary>A reasoning effort as rules name it, in rising order.</summary>
internal enum EffortWord : byte
{
    /// <summary>The request names none.</summary>
    Unset,
    None,
    Minimal,
    Low,
    Medium,
    High,
    XHigh,
    Max,
}
