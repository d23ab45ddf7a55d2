using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The check of one whole value against one schema. Its number of steps and its depth are bounded, so that a schema that refers to itself,
/// or alternatives nested in alternatives, cannot keep it busy.
/// </summary>
/// <param name="root">The whole schema, which references point into.</param>
internal sealed class SchemaRun(JsonElement root)
{
    private const int MaxSteps = 500_000;
    private const int MaxDepth = 200;

    private readonly SchemaReferences _references = new(root);
    private int _steps;
    private int _depth;

    /// <summary>Whether a bound was reached. The faults found so far are then no result.</summary>
    public bool IsExhausted { get; private set; }

    public SchemaPatterns Patterns { get; } = new();

    public void Evaluate(JsonElement schema, JsonElement value, InstanceLocation location, SchemaFaults faults)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            faults.Add(location, "must not be there");
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object || faults.IsFull || !TryStep() || _depth >= MaxDepth)
        {
            IsExhausted |= _depth >= MaxDepth;
            return;
        }

        _depth++;
        SchemaCheck check = new(this, schema, value, location, faults);
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            Apply(keyword.Name, keyword.Value, check);
        }

        _depth--;
    }

    /// <summary>Whether a value fits, where the faults are not needed.</summary>
    public bool Fits(JsonElement schema, JsonElement value, InstanceLocation location)
    {
        SchemaFaults faults = new();
        Evaluate(schema, value, location, faults);
        return faults.Count == 0;
    }

    /// <summary>Counts a step; false where there have been too many.</summary>
    public bool TryStep()
    {
        IsExhausted |= ++_steps > MaxSteps;
        return !IsExhausted;
    }

    private void Apply(string keyword, JsonElement rule, in SchemaCheck check)
    {
        switch (keyword)
        {
            case "$ref":
                if (_references.Find(rule) is { } target)
                {
                    check.Evaluate(target);
                }

                break;
            case "type" or "enum" or "const": new ValueKeywords(check).Apply(keyword, rule); break;
            case "allOf" or "anyOf" or "oneOf" or "not": new CombiningKeywords(check).Apply(keyword, rule); break;
            default:
                switch (check.Value.ValueKind)
                {
                    case JsonValueKind.Object: new ObjectKeywords(check).Apply(keyword, rule); break;
                    case JsonValueKind.Array: new ArrayKeywords(check).Apply(keyword, rule); break;
                    case JsonValueKind.String: new StringKeywords(check).Apply(keyword, rule); break;
                    case JsonValueKind.Number: new NumberKeywords(check).Apply(keyword, rule); break;
                }

                break;
        }
    }
}
