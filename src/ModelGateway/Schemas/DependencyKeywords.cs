using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The keywords for what a property brings with it: <c>dependentRequired</c>, <c>dependentSchemas</c>, and <c>dependencies</c>, which
/// was both up to draft 7.
/// </summary>
internal readonly ref struct DependencyKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            return SchemaResult.CannotTell;
        }

        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty dependency in rule.EnumerateObject())
        {
            if (_check.Value.TryGetProperty(dependency.Name, out _))
            {
                result = SchemaCheck.Both(result, Apply(keyword, dependency));
            }
        }

        return result;
    }

    private SchemaResult Apply(string keyword, JsonProperty dependency) => dependency.Value.ValueKind switch
    {
        JsonValueKind.Array when keyword != "dependentSchemas" => ApplyNames(dependency),
        _ when keyword == "dependentRequired" => SchemaResult.CannotTell,
        _ => _check.Evaluate(dependency.Value),
    };

    private SchemaResult ApplyNames(JsonProperty dependency)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonElement name in dependency.Value.EnumerateArray())
        {
            if (name.ValueKind == JsonValueKind.String && !_check.Value.TryGetProperty(name.GetString()!, out _))
            {
                _check.Faults.Add(_check.Location.Property(name.GetString()!), $"is missing beside {dependency.Name}");
                result = SchemaResult.Unfit;
            }
        }

        return result;
    }
}
