using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// <c>unevaluatedProperties</c> and <c>unevaluatedItems</c>, which are applied after all other keywords to what none of them looked at.
/// </summary>
internal readonly ref struct UnevaluatedKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    /// <summary>Whether a schema has such a keyword for a value of this kind.</summary>
    public static bool Ask(JsonElement schema, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => schema.TryGetProperty("unevaluatedProperties", out _),
        JsonValueKind.Array => schema.TryGetProperty("unevaluatedItems", out _),
        _ => false,
    };

    public SchemaResult Apply()
    {
        SchemaResult result = _check.Value.ValueKind == JsonValueKind.Object ? ApplyProperties() : ApplyItems();
        _check.Seen!.AddAll();
        return result;
    }

    private SchemaResult ApplyProperties()
    {
        JsonElement schema = _check.Schema.GetProperty("unevaluatedProperties");
        bool isLoose = !SchemaDrafts.Has(_check.Run.Draft, "unevaluatedProperties", schema);
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonProperty found in _check.Value.EnumerateObject())
        {
            string name = found.Name;
            result = SchemaCheck.Both(
                result,
                _check.Seen!.Has(name) switch
                {
                    SchemaResult.Fits => SchemaResult.Fits,
                    SchemaResult.Unfit when !isLoose => _check.EvaluateProperty(schema, name, found.Value),
                    _ => _check.EvaluatePerhaps(schema, _check.Location.Property(name), found.Value),
                });
        }

        return result;
    }

    private SchemaResult ApplyItems()
    {
        JsonElement schema = _check.Schema.GetProperty("unevaluatedItems");
        bool isLoose = !SchemaDrafts.Has(_check.Run.Draft, "unevaluatedItems", schema);
        SchemaResult result = SchemaResult.Fits;
        int index = 0;
        foreach (JsonElement item in _check.Value.EnumerateArray())
        {
            result = SchemaCheck.Both(
                result,
                _check.Seen!.Has(index) switch
                {
                    SchemaResult.Fits => SchemaResult.Fits,
                    SchemaResult.Unfit when !isLoose => _check.EvaluateItem(schema, index, item),
                    _ => _check.EvaluatePerhaps(schema, _check.Location.Item(index), item),
                });
            index++;
        }

        return result;
    }
}
