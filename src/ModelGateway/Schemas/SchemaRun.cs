using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>One check of one value, within bounds: neither a schema that refers to itself nor alternatives of alternatives can keep it busy.</summary>
internal sealed class SchemaRun(JsonElement root)
{
    private const int MostSteps = 500_000;
    private const int MostDepth = 200;

    private int _steps;
    private int _depth;

    /// <summary>Whether the bounds were reached, so that the result says nothing.</summary>
    public bool IsExhausted { get; private set; }

    public SchemaPatterns Patterns { get; } = new();

    public void Evaluate(JsonElement schema, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            faults.Add(place, "must not be there");
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object || faults.IsFull || !TryStep() || _depth >= MostDepth)
        {
            IsExhausted |= _depth >= MostDepth;
            return;
        }

        _depth++;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            Apply(keyword.Name, keyword.Value, schema, value, place, faults);
        }

        _depth--;
    }

    /// <summary>Whether a value fits, where nobody asks why.</summary>
    public bool Fits(JsonElement schema, JsonElement value, SchemaPlace place)
    {
        SchemaFaults faults = new();
        Evaluate(schema, value, place, faults);
        return faults.Count == 0;
    }

    public bool TryStep()
    {
        IsExhausted |= ++_steps > MostSteps;
        return !IsExhausted;
    }

    private void Apply(string keyword, JsonElement rule, JsonElement schema, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        switch (keyword)
        {
            case "$ref":
                if (SchemaReferences.Find(root, rule) is { } target)
                {
                    Evaluate(target, value, place, faults);
                }

                break;
            case "type" or "enum" or "const":
                SchemaValues.Check(keyword, rule, value, place, faults);
                break;
            case "allOf" or "anyOf" or "oneOf" or "not":
                SchemaAlternatives.Check(this, keyword, rule, value, place, faults);
                break;
            default:
                switch (value.ValueKind)
                {
                    case JsonValueKind.Object: SchemaObjects.Check(this, keyword, rule, schema, value, place, faults); break;
                    case JsonValueKind.Array: SchemaArrays.Check(this, keyword, rule, schema, value, place, faults); break;
                    case JsonValueKind.String: SchemaTexts.Check(this, keyword, rule, value, place, faults); break;
                    case JsonValueKind.Number: SchemaNumbers.Check(keyword, rule, value, place, faults); break;
                }

                break;
        }
    }
}
