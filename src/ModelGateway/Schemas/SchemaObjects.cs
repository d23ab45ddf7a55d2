using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for objects.</summary>
internal static class SchemaObjects
{
    public static void Check(
        SchemaRun run, string keyword, JsonElement rule, JsonElement schema, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        switch (keyword)
        {
            case "properties" when rule.ValueKind == JsonValueKind.Object:
                foreach (JsonProperty property in rule.EnumerateObject())
                {
                    if (value.TryGetProperty(property.Name, out JsonElement found))
                    {
                        run.Evaluate(property.Value, found, place.Property(property.Name), faults);
                    }
                }

                break;
            case "patternProperties" when rule.ValueKind == JsonValueKind.Object:
                foreach (JsonProperty pattern in rule.EnumerateObject())
                {
                    foreach (JsonProperty found in value.EnumerateObject())
                    {
                        if (run.TryStep() && run.Patterns.Matches(pattern.Name, found.Name))
                        {
                            run.Evaluate(pattern.Value, found.Value, place.Property(found.Name), faults);
                        }
                    }
                }

                break;
            case "additionalProperties":
                foreach (JsonProperty found in value.EnumerateObject())
                {
                    if (!IsNamed(run, schema, found.Name))
                    {
                        run.Evaluate(rule, found.Value, place.Property(found.Name), faults);
                    }
                }

                break;
            case "required" when rule.ValueKind == JsonValueKind.Array:
                foreach (JsonElement name in rule.EnumerateArray())
                {
                    if (name.ValueKind == JsonValueKind.String && !value.TryGetProperty(name.GetString()!, out _))
                    {
                        faults.Add(place.Property(name.GetString()!), "is missing");
                    }
                }

                break;
            case "minProperties" when SchemaTexts.Limit(rule) is { } least && value.GetPropertyCount() < least:
                faults.Add(place, $"has fewer than {least} properties");
                break;
            case "maxProperties" when SchemaTexts.Limit(rule) is { } most && value.GetPropertyCount() > most:
                faults.Add(place, $"has more than {most} properties");
                break;
        }
    }

    private static bool IsNamed(SchemaRun run, JsonElement schema, string name)
    {
        if (schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(name, out _))
        {
            return true;
        }

        if (!schema.TryGetProperty("patternProperties", out JsonElement patterns) || patterns.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (JsonProperty pattern in patterns.EnumerateObject())
        {
            if (run.TryStep() && run.Patterns.Matches(pattern.Name, name))
            {
                return true;
            }
        }

        return false;
    }
}
