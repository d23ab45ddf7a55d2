using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>One value that is held against one schema: what every group of keywords needs to check it.</summary>
/// <param name="Run">The check of the whole value, which sets the bounds.</param>
/// <param name="Schema">The schema; some keywords look at their neighbours.</param>
/// <param name="Value">The value.</param>
/// <param name="Location">Where the value lies in the whole value.</param>
/// <param name="Faults">Receives what does not fit.</param>
internal readonly record struct SchemaCheck(
    SchemaRun Run, JsonElement Schema, JsonElement Value, InstanceLocation Location, SchemaFaults Faults)
{
    /// <summary>Reports that the value does not fit.</summary>
    public void Fail(string message) => Faults.Add(Location, message);

    /// <summary>Checks the value against another schema.</summary>
    public void Evaluate(JsonElement schema) => Run.Evaluate(schema, Value, Location, Faults);

    /// <summary>Checks a property of the value.</summary>
    public void EvaluateProperty(JsonElement schema, string name, JsonElement property) =>
        Run.Evaluate(schema, property, Location.Property(name), Faults);

    /// <summary>Checks an item of the value.</summary>
    public void EvaluateItem(JsonElement schema, int index, JsonElement item) =>
        Run.Evaluate(schema, item, Location.Item(index), Faults);

    /// <summary>
    /// Whether two values are equal. Numbers with an exponent that cannot be compared are equal where they are written the same.
    /// </summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            return left.GetRawText() == right.GetRawText();
        }
    }

    /// <summary>Reads a limit of a count (<c>minItems</c>, <c>maxLength</c> …); null where the schema has something else there.</summary>
    public static long? Limit(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Number && rule.TryGetDecimal(out decimal limit) && limit is >= 0 and <= int.MaxValue
            ? (long)limit
            : null;
}
