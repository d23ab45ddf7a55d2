namespace ModelGateway.Schemas;

/// <summary>Whether a value fits a schema. The later of two results is that of both together (<c>allOf</c>).</summary>
internal enum SchemaResult
{
    /// <summary>The value fits.</summary>
    Fits,

    /// <summary>
    /// Part of the schema could not be applied: a reference to elsewhere, a pattern that cannot be read, a bound that was reached. Its
    /// negation cannot be told either.
    /// </summary>
    CannotTell,

    /// <summary>The value does not fit.</summary>
    Unfit,
}
