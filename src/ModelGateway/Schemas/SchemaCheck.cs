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
    /// <summary>Receives which parts of the value were looked at; null where no keyword asks.</summary>
    public EvaluatedParts? Seen { get; init; }

    /// <summary>Reports that the value does not fit.</summary>
    public SchemaResult Fail(string message)
    {
        Faults.Add(Location, message);
        return SchemaResult.Unfit;
    }

    /// <summary>Checks the value against another schema that it must fit, too.</summary>
    public SchemaResult Evaluate(JsonElement schema) => Run.Evaluate(schema, Value, Location, Faults, Seen);

    /// <summary>
    /// Whether the value fits another schema, where the faults are not needed and the result may be turned round.
    /// </summary>
    public SchemaResult Test(JsonElement schema, EvaluatedParts? seen = null) => Run.Test(schema, Value, Location, seen);

    /// <summary>Checks a property of the value.</summary>
    public SchemaResult EvaluateProperty(JsonElement schema, string name, JsonElement property) =>
        Run.Evaluate(schema, property, Location.Property(name), Faults);

    /// <summary>Checks an item of the value.</summary>
    public SchemaResult EvaluateItem(JsonElement schema, int index, JsonElement item) =>
        Run.Evaluate(schema, item, Location.Item(index), Faults);

    /// <summary>Checks a property that a rule perhaps does not apply to: what it rejects cannot be told.</summary>
    public SchemaResult EvaluatePerhaps(JsonElement schema, InstanceLocation location, JsonElement part) =>
        Soften(Run.Test(schema, part, location, null));

    /// <summary>A result that is not certain to apply.</summary>
    public static SchemaResult Soften(SchemaResult result) => result == SchemaResult.Fits ? result : SchemaResult.CannotTell;

    /// <summary>What holds where both results have to.</summary>
    public static SchemaResult Both(SchemaResult one, SchemaResult other) => one > other ? one : other;

    /// <summary>Whether another keyword of the schema is an object or an array, as its kind says.</summary>
    public bool TryGet(string keyword, JsonValueKind kind, out JsonElement rule) =>
        Schema.TryGetProperty(keyword, out rule) && rule.ValueKind == kind;

    /// <summary>Reads a limit of a count (<c>minItems</c>, <c>maxLength</c> …); null where the schema has something else there.</summary>
    public static long? Limit(JsonElement rule)
    {
        if (rule.ValueKind != JsonValueKind.Number || !JsonNumber.TryRead(rule, out JsonNumber limit) || !limit.IsInteger || limit.Sign < 0)
        {
            return null;
        }

        return rule.TryGetDecimal(out decimal number) && number < int.MaxValue ? (long)number : int.MaxValue;
    }
}
