using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// Checks a JSON value against a schema of draft 2020-12, or of an earlier draft down to 4 where <c>$schema</c> names it.
/// </summary>
/// <remarks>
/// Nothing is fetched: what depends on a schema from elsewhere, on a pattern that cannot be read, or on a keyword that the draft does not
/// have, cannot be told. <c>format</c> and unknown keywords hold nothing against a value, and where they are negated
/// (<c>not</c>, <c>oneOf</c>, <c>if</c>, <c>contains</c>) the result cannot be told.
/// </remarks>
internal static class SchemaValidator
{
    public static SchemaVerdict Check(JsonElement schema, JsonElement value)
    {
        SchemaFaults faults = new();
        try
        {
            SchemaResult result = new SchemaRun(schema).Evaluate(schema, value, InstanceLocation.Root, faults);
            return new SchemaVerdict(result, result == SchemaResult.Unfit ? faults.All : []);
        }
        catch (InvalidOperationException)
        {
            // The text or a name contains half of a surrogate pair, escaped. JSON's grammar allows that, but it cannot be read as a string.
            faults.Add(InstanceLocation.Root, "holds a text that is not valid Unicode");
            return new SchemaVerdict(SchemaResult.Unfit, faults.All);
        }
    }
}

/// <summary>Whether a value fits a schema.</summary>
/// <param name="Result">Whether it fits.</param>
/// <param name="Faults">What does not fit; empty unless the value is unfit.</param>
internal readonly record struct SchemaVerdict(SchemaResult Result, IReadOnlyList<SchemaFault> Faults);
