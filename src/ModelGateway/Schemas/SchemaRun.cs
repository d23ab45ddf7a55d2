using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The check of one whole value against one schema. Its number of steps and its depth are bounded, so that a schema that refers to itself,
/// or alternatives nested in alternatives, cannot keep it busy. What lies beyond a bound cannot be told.
/// </summary>
/// <param name="root">The whole schema, which references point into.</param>
internal sealed class SchemaRun(JsonElement root)
{
    private const int MaxSteps = 500_000;
    private const int MaxDepth = 200;

    private readonly SchemaReferences _references = new(root);

    // A name may be written with escapes, which are then taken for it.
    private readonly bool _hasUnevaluated = SchemaResources.Mentions(root, "unevaluated"u8) || SchemaResources.Mentions(root, "\\u"u8);
    private int _steps;
    private int _depth;
    private int _tests;

    public SchemaPatterns Patterns { get; } = new();

    public SchemaDraft Draft => _references.Current.Draft;

    /// <summary>Checks a value against a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="location">Where the value lies.</param>
    /// <param name="faults">Receives what does not fit. What is added here makes the value unfit.</param>
    /// <param name="seen">Receives which parts of the value were looked at; null where no keyword asks.</param>
    public SchemaResult Evaluate(
        JsonElement schema, JsonElement value, InstanceLocation location, SchemaFaults faults, EvaluatedParts? seen = null)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            SchemaCheck whole = new(this, schema, value, location, faults);
            return schema.ValueKind == JsonValueKind.True ? SchemaResult.Fits : whole.Fail("must not be there");
        }

        if (faults.IsFull)
        {
            return SchemaResult.Unfit;
        }

        if (schema.ValueKind != JsonValueKind.Object || _depth >= MaxDepth || !TryStep())
        {
            seen?.AddAll(isCertain: false);
            return SchemaResult.CannotTell;
        }

        _depth++;
        bool entered = _references.TryEnter(schema);
        SchemaResult result = ApplyAll(new SchemaCheck(this, schema, value, location, faults) { Seen = seen });
        if (entered)
        {
            _references.Leave();
        }

        _depth--;
        return result;
    }

    /// <summary>Whether a value fits, where the faults are not needed and the result may be turned round.</summary>
    public SchemaResult Test(JsonElement schema, JsonElement value, InstanceLocation location, EvaluatedParts? seen)
    {
        _tests++;
        SchemaResult result = Evaluate(schema, value, location, new SchemaFaults(most: 1), seen);
        _tests--;
        return result;
    }

    /// <summary>Checks one of several alternatives, whose faults are reported if none fits.</summary>
    public SchemaResult Try(in SchemaCheck check, JsonElement alternative, SchemaFaults faults, EvaluatedParts? seen)
    {
        _tests++;
        SchemaResult result = Evaluate(alternative, check.Value, check.Location, faults, seen);
        _tests--;
        return result;
    }

    /// <summary>Counts a step; false where there have been too many.</summary>
    public bool TryStep() => ++_steps <= MaxSteps;

    private SchemaResult ApplyAll(in SchemaCheck check)
    {
        JsonElement schema = check.Schema;
        if (SchemaDrafts.RefStandsAlone(Draft) && schema.TryGetProperty("$ref", out JsonElement alone))
        {
            return Follow(_references.Find(alone), check);
        }

        // OpenAPI's way to allow null, which JSON Schema does not have.
        bool isLoose = check.Value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out JsonElement nullable)
            && nullable.ValueKind == JsonValueKind.True;
        bool asks = _hasUnevaluated && UnevaluatedKeywords.Ask(schema, check.Value);
        SchemaCheck inner = asks ? check with { Seen = new EvaluatedParts() } : check;
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            string name = keyword.Name;
            result = SchemaCheck.Both(
                result,
                isLoose || !SchemaDrafts.Has(Draft, name, keyword.Value)
                    ? ApplyLoosely(name, keyword.Value, inner)
                    : Apply(name, keyword.Value, inner));
        }

        if (asks)
        {
            result = SchemaCheck.Both(result, new UnevaluatedKeywords(inner).Apply());
            check.Seen?.Add(inner.Seen!, SchemaResult.Fits);
        }

        return result;
    }

    // The keyword is perhaps not meant to reject anything.
    private SchemaResult ApplyLoosely(string keyword, JsonElement rule, in SchemaCheck check) =>
        SchemaCheck.Soften(Apply(keyword, rule, check with { Faults = new SchemaFaults(most: 1) }));

    private SchemaResult Apply(string keyword, JsonElement rule, in SchemaCheck check)
    {
        switch (keyword)
        {
            case "$ref":
                return Follow(_references.Find(rule), check);
            case "$dynamicRef":
                return Follow(_references.FindDynamic(rule), check);
            case "$recursiveRef":
                return Follow(null, check);
            case "type" or "enum" or "const":
                return new ValueKeywords(check).Apply(keyword, rule);
            case "allOf" or "anyOf" or "oneOf" or "not" or "if":
                return new CombiningKeywords(check).Apply(keyword, rule);
            case "properties" or "patternProperties" or "additionalProperties" or "required" or "minProperties" or "maxProperties"
                or "propertyNames":
                return check.Value.ValueKind == JsonValueKind.Object ? new ObjectKeywords(check).Apply(keyword, rule) : SchemaResult.Fits;
            case "dependentRequired" or "dependentSchemas" or "dependencies":
                return check.Value.ValueKind == JsonValueKind.Object
                    ? new DependencyKeywords(check).Apply(keyword, rule)
                    : SchemaResult.Fits;
            case "prefixItems" or "items" or "additionalItems" or "minItems" or "maxItems" or "uniqueItems" or "contains":
                return check.Value.ValueKind == JsonValueKind.Array ? new ArrayKeywords(check).Apply(keyword, rule) : SchemaResult.Fits;
            case "minLength" or "maxLength" or "pattern":
                return check.Value.ValueKind == JsonValueKind.String ? new StringKeywords(check).Apply(keyword, rule) : SchemaResult.Fits;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                return check.Value.ValueKind == JsonValueKind.Number ? new NumberKeywords(check).Apply(keyword, rule) : SchemaResult.Fits;
            case "then" or "else" or "minContains" or "maxContains" or "unevaluatedItems" or "unevaluatedProperties":
                // They are applied with the keyword that they belong to, or after all others.
                return SchemaResult.Fits;
            case "format" or "contentEncoding" or "contentMediaType" or "contentSchema":
                return _tests > 0 && check.Value.ValueKind is (JsonValueKind.String or JsonValueKind.Number)
                    ? SchemaResult.CannotTell
                    : SchemaResult.Fits;
            default:
                return _tests > 0 && !SchemaKeywords.IsNote(keyword) ? SchemaResult.CannotTell : SchemaResult.Fits;
        }
    }

    private SchemaResult Follow(SchemaTarget? target, in SchemaCheck check)
    {
        if (target is not { } found)
        {
            check.Seen?.AddAll(isCertain: false);
            return SchemaResult.CannotTell;
        }

        bool enters = found.Resource != _references.Current;
        if (enters)
        {
            _references.Enter(found.Resource);
        }

        SchemaResult result = check.Evaluate(found.Schema);
        if (enters)
        {
            _references.Leave();
        }

        return result;
    }
}
