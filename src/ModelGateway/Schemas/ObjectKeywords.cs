using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for objects.</summary>
internal readonly ref struct ObjectKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public void Apply(string keyword, JsonElement rule)
    {
        switch (keyword)
        {
            case "properties" when rule.ValueKind == JsonValueKind.Object:
                ApplyProperties(rule);
                break;
            case "patternProperties" when rule.ValueKind == JsonValueKind.Object:
                ApplyPatterns(rule);
                break;
            case "additionalProperties":
                ApplyAdditional(rule);
                break;
            case "required" when rule.ValueKind == JsonValueKind.Array:
                ApplyRequired(rule);
                break;
            case "minProperties" when SchemaCheck.Limit(rule) is { } least && _check.Value.GetPropertyCount() < least:
                _check.Fail($"has fewer than {least} properties");
                break;
            case "maxProperties" when SchemaCheck.Limit(rule) is { } most && _check.Value.GetPropertyCount() > most:
                _check.Fail($"has more than {most} properties");
                break;
        }
    }

    private void ApplyProperties(JsonElement schemas)
    {
        foreach (JsonProperty property in schemas.EnumerateObject())
        {
            if (_check.Value.TryGetProperty(property.Name, out JsonElement found))
            {
                _check.EvaluateProperty(property.Value, property.Name, found);
            }
        }
    }

    private void ApplyPatterns(JsonElement patterns)
    {
        foreach (JsonProperty pattern in patterns.EnumerateObject())
        {
            foreach (JsonProperty found in _check.Value.EnumerateObject())
            {
                if (_check.Run.TryStep() && _check.Run.Patterns.Matches(pattern.Name, found.Name))
                {
                    _check.EvaluateProperty(pattern.Value, found.Name, found.Value);
                }
            }
        }
    }

    private void ApplyAdditional(JsonElement schema)
    {
        foreach (JsonProperty found in _check.Value.EnumerateObject())
        {
            if (!IsDeclared(found.Name))
            {
                _check.EvaluateProperty(schema, found.Name, found.Value);
            }
        }
    }

    private void ApplyRequired(JsonElement names)
    {
        foreach (JsonElement name in names.EnumerateArray())
        {
            if (name.ValueKind == JsonValueKind.String && !_check.Value.TryGetProperty(name.GetString()!, out _))
            {
                _check.Faults.Add(_check.Location.Property(name.GetString()!), "is missing");
            }
        }
    }

    private bool IsDeclared(string name)
    {
        if (TryGetObject("properties", out JsonElement properties) && properties.TryGetProperty(name, out _))
        {
            return true;
        }

        if (TryGetObject("patternProperties", out JsonElement patterns))
        {
            foreach (JsonProperty pattern in patterns.EnumerateObject())
            {
                if (_check.Run.TryStep() && _check.Run.Patterns.Matches(pattern.Name, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryGetObject(string keyword, out JsonElement value) =>
        _check.Schema.TryGetProperty(keyword, out value) && value.ValueKind == JsonValueKind.Object;
}
