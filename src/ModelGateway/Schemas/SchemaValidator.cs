using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>Checks a JSON value against a schema: the part of drafts 7 and 2020-12 that structured output uses.</summary>
/// <remarks>
/// The keywords are <c>type</c>, <c>enum</c>, <c>const</c>, <c>properties</c>, <c>required</c>, <c>additionalProperties</c>,
/// <c>patternProperties</c>, <c>minProperties</c>, <c>maxProperties</c>, <c>items</c>, <c>prefixItems</c>, <c>additionalItems</c>,
/// <c>minItems</c>, <c>maxItems</c>, <c>uniqueItems</c>, <c>minLength</c>, <c>maxLength</c>, <c>pattern</c>, <c>minimum</c>,
/// <c>maximum</c>, <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c>, <c>multipleOf</c>, <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>,
/// <c>not</c> and <c>$ref</c> within the schema. Every other keyword, including <c>format</c>, is ignored, and so are references and
/// patterns that cannot be read.
/// </remarks>
internal static class SchemaValidator
{
    public static SchemaVerdict Check(JsonElement schema, JsonElement value)
    {
        SchemaRun run = new(schema);
        SchemaFaults faults = new();
        try
        {
            run.Evaluate(schema, value, InstanceLocation.Root, faults);
        }
        catch (InvalidOperationException)
        {
            // The text or a name contains half of a surrogate pair, escaped. JSON's grammar allows that, but it cannot be read as a string.
            faults.Add(InstanceLocation.Root, "holds a text that is not valid Unicode");
        }

        return new SchemaVerdict(faults.All, !run.IsExhausted);
    }
}

/// <summary>Whether a value fits a schema.</summary>
/// <param name="Faults">What does not fit; empty where the value fits.</param>
/// <param name="IsConclusive">Whether the check came to an end: that of a schema that refers to itself may not.</param>
internal readonly record struct SchemaVerdict(IReadOnlyList<SchemaFault> Faults, bool IsConclusive)
{
    /// <summary>Whether the value is accepted: it fits, or could not be checked to the end.</summary>
    public bool Fits => Faults.Count == 0 || !IsConclusive;
}
