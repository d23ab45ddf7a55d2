using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for objects.</summary>
internal readonly ref struct ObjectKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule) => keyword switch
    {
        "properties" when rule.ValueKind == JsonValueKind.Object => ApplyProperties(rule),
        "patternProperties" when rule.ValueKind == JsonValueKind.Object => ApplyPatterns(rule),
        "additionalProperties" => ApplyAdditional(rule),
        "required" when rule.ValueKind == JsonValueKind.Array => ApplyRequired(rule),
        "propertyNames" => ApplyNames(rule),
        "minProperties" or "maxProperties" => ApplyCount(keyword, rule),
        _ => SchemaResult.CannotTell,
    };

    private SchemaResult ApplyProperties(JsonElement schemas)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty property in schemas.EnumerateObject())
        {
            string name = property.Name;
            if (_check.Value.TryGetProperty(name, out JsonElement found))
            {
                result = SchemaCheck.Both(result, _check.EvaluateProperty(property.Value, name, found));
                _check.Seen?.Add(name);
            }
        }

        return result;
    }

    private SchemaResult ApplyPatterns(JsonElement patterns)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty pattern in patterns.EnumerateObject())
        {
            string expression = pattern.Name;
            foreach (JsonProperty found in _check.Value.EnumerateObject())
            {
                string name = found.Name;
                SchemaResult match = Match(expression, name);
                if (match == SchemaResult.Unfit)
                {
                    continue;
                }

                _check.Seen?.Add(name, isCertain: match == SchemaResult.Fits);
                result = SchemaCheck.Both(
                    result,
                    match == SchemaResult.Fits
                        ? _check.EvaluateProperty(pattern.Value, name, found.Value)
                        : _check.EvaluatePerhaps(pattern.Value, _check.Location.Property(name), found.Value));
            }
        }

        return result;
    }

    private SchemaResult ApplyAdditional(JsonElement schema)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty found in _check.Value.EnumerateObject())
        {
            string name = found.Name;
            SchemaResult declared = IsDeclared(name);
            if (declared != SchemaResult.Fits)
            {
                result = SchemaCheck.Both(
                    result,
                    declared == SchemaResult.Unfit
                        ? _check.EvaluateProperty(schema, name, found.Value)
                        : _check.EvaluatePerhaps(schema, _check.Location.Property(name), found.Value));
                _check.Seen?.Add(name);
            }
        }

        return result;
    }

    private SchemaResult ApplyRequired(JsonElement names)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonElement name in names.EnumerateArray())
        {
            if (name.ValueKind == JsonValueKind.String && !_check.Value.TryGetProperty(name.GetString()!, out _))
            {
                _check.Faults.Add(_check.Location.Property(name.GetString()!), "is missing");
                result = SchemaResult.Unfit;
            }
        }

        return result;
    }

    private SchemaResult ApplyNames(JsonElement schema)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty found in _check.Value.EnumerateObject())
        {
            string name = found.Name;
            JsonElement text = JsonElement.Parse($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}\"");
            SchemaFaults faults = new(most: 1);
            SchemaResult one = _check.Run.Evaluate(schema, text, InstanceLocation.Root, faults);
            if (one == SchemaResult.Unfit)
            {
                _check.Faults.Add(_check.Location.Property(name), $"has a name that {faults.All[0].Message}");
            }

            result = SchemaCheck.Both(result, one);
        }

        return result;
    }

    private SchemaResult ApplyCount(string keyword, JsonElement rule)
    {
        if (SchemaCheck.Limit(rule) is not { } limit)
        {
            return SchemaResult.CannotTell;
        }

        bool isLeast = keyword == "minProperties";
        int count = _check.Value.GetPropertyCount();
        return (isLeast ? count >= limit : count <= limit)
            ? SchemaResult.Fits
            : _check.Fail($"has {(isLeast ? "fewer" : "more")} than {limit} properties");
    }

    // Whether another keyword speaks of the property.
    private SchemaResult IsDeclared(string name)
    {
        if (_check.TryGet("properties", JsonValueKind.Object, out JsonElement properties) && properties.TryGetProperty(name, out _))
        {
            return SchemaResult.Fits;
        }

        SchemaResult result = SchemaResult.Unfit;
        if (_check.TryGet("patternProperties", JsonValueKind.Object, out JsonElement patterns))
        {
            foreach (JsonProperty pattern in patterns.EnumerateObject())
            {
                SchemaResult one = Match(pattern.Name, name);
                result = one < result ? one : result;
            }
        }

        return result;
    }

    private SchemaResult Match(string pattern, string name) =>
        _check.Run.TryStep() ? _check.Run.Patterns.Match(pattern, name) : SchemaResult.CannotTell;
}
