using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// Checks a JSON value against a schema: the part of drafts 7 and 2020-12 that structured output uses. That is <c>type</c>, <c>enum</c>,
/// <c>const</c>, <c>properties</c>, <c>required</c>, <c>additionalProperties</c>, <c>patternProperties</c>, <c>minProperties</c>,
/// <c>maxProperties</c>, <c>items</c>, <c>prefixItems</c>, <c>minItems</c>, <c>maxItems</c>, <c>uniqueItems</c>, <c>minLength</c>,
/// <c>maxLength</c>, <c>pattern</c>, <c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c>, <c>multipleOf</c>,
/// <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c> and <c>$ref</c> within the schema. Every other keyword, <c>format</c> among them,
/// and references and patterns that cannot be read, are ignored.
/// </summary>
internal static class SchemaValidator
{
    public static SchemaVerdict Check(JsonElement schema, JsonElement value)
    {
        SchemaRun run = new(schema);
        SchemaFaults faults = new();
        try
        {
            run.Evaluate(schema, value, SchemaPlace.Root, faults);
        }
        catch (InvalidOperationException)
        {
            // A name or a text has half of a surrogate pair, escaped: JSON by its grammar, but no text.
            faults.Add(SchemaPlace.Root, "holds a text that is not valid Unicode");
        }

        return new SchemaVerdict(faults.All, !run.IsExhausted);
    }
}
