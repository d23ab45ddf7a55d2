using System.Text.Json.Nodes;

namespace ModelGateway.Schemas.Dialects;

/// <summary>
/// Rewrites one schema for a dialect: constraints that it does not take are told in descriptions, objects are closed where that changes
/// nothing, and what would change the meaning is named.
/// </summary>
/// <param name="dialect">The dialect.</param>
/// <param name="root">The schema, which is changed.</param>
internal sealed class SchemaAdapter(SchemaDialect dialect, JsonObject root)
{
    private readonly List<string> _moved = [];
    private readonly List<string> _broken = [];
    private readonly List<string> _ignored = [];

    public bool HasChanged { get; private set; }

    public IReadOnlyList<string> Moved => _moved;

    public IReadOnlyList<string> Broken => _broken;

    public IReadOnlyList<string> Ignored => _ignored;

    public void AdaptRoot(JsonNode? node)
    {
        if (dialect.NeedsObjectRoot && (!SchemaShape.IsObject(root) || SchemaShape.HasUnion(root)))
        {
            Break("", "the root has to be an object, and no union");
        }

        Adapt(node, new SchemaPath("", "#"));
    }

    private void Adapt(JsonNode? node, SchemaPath path)
    {
        if (node is not JsonObject schema)
        {
            if (dialect.NeedsTypes && node is JsonValue value && value.TryGetValue(out bool any) && any)
            {
                Break(path.Name, "allows any value (object, JsonElement), and needs a type");
            }

            return;
        }

        CheckType(schema, path);
        CheckReference(schema, path);
        RenameOneOf(schema);
        Describe(schema, path);
        CheckObject(schema, path);
        foreach ((string keyword, JsonNode? rule) in schema.ToArray())
        {
            AdaptPart(keyword, rule, path);
        }
    }

    private void AdaptPart(string keyword, JsonNode? rule, SchemaPath path)
    {
        SchemaPlace place = SchemaKeywords.PlaceOf(keyword);
        switch (rule)
        {
            case JsonObject named when place == SchemaPlace.Named:
                foreach ((string name, JsonNode? one) in named.ToArray())
                {
                    Adapt(one, path.Named(keyword, name));
                }

                break;
            case JsonArray list when place is SchemaPlace.List or SchemaPlace.OneOrList:
                for (int i = 0; i < list.Count; i++)
                {
                    Adapt(list[i], path.Listed(keyword, i));
                }

                break;
            case not null when place is SchemaPlace.One or SchemaPlace.OneOrList
                && !(keyword == "additionalProperties" && rule is JsonValue):
                Adapt(rule, path.Under(keyword));
                break;
        }
    }

    private void CheckType(JsonObject schema, SchemaPath path)
    {
        if (dialect.NeedsTypes && !SchemaShape.HasType(schema))
        {
            Break(path.Name, "allows any value (object, JsonElement), and needs a type");
        }
    }

    private void CheckReference(JsonObject schema, SchemaPath path)
    {
        if (SchemaShape.Text(schema, "$ref") is not { } reference)
        {
            return;
        }

        if (dialect.RefusesRecursion && new SchemaCycles(root).IsCircular(reference, path.Pointer))
        {
            Break(path.Name, "leads back to itself (a recursive type)");
        }
        else if (dialect.RefersToDefinitionsOnly && reference != "#" && !reference.StartsWith("#/$defs/", StringComparison.Ordinal)
            && !reference.StartsWith("#/definitions/", StringComparison.Ordinal))
        {
            Break(path.Name,
                $"refers to {reference}, and references may lead only to definitions (a type that is used twice or in itself)");
        }
    }

    private void RenameOneOf(JsonObject schema)
    {
        if (dialect.OneOfIsAnyOf && !schema.ContainsKey("anyOf") && schema["oneOf"] is JsonArray alternatives)
        {
            schema.Remove("oneOf");
            schema["anyOf"] = alternatives;
            HasChanged = true;
        }
    }

    private void Describe(JsonObject schema, SchemaPath path)
    {
        List<string> told = [];
        foreach ((string keyword, JsonNode? rule) in schema.ToArray())
        {
            if (dialect.Refused.Contains(keyword))
            {
                Break(path.Name, $"has {keyword}");
            }
            else if (IsDescribed(keyword, rule))
            {
                told.Add($"{keyword}: {rule?.ToJsonString() ?? "null"}");
                schema.Remove(keyword);
                _moved.Add($"{path.Shown}: {keyword}");
            }
            else if (dialect.Ignored.Contains(keyword))
            {
                _ignored.Add($"{path.Shown}: {keyword}");
            }
        }

        if (told.Count > 0)
        {
            HasChanged = true;
            string words = "{" + string.Join(", ", told) + "}";
            schema["description"] = SchemaShape.Text(schema, "description") is { Length: > 0 } before ? $"{before} {words}" : words;
        }
    }

    private bool IsDescribed(string keyword, JsonNode? rule) => dialect.Described.Contains(keyword) || keyword switch
    {
        "minItems" => rule is JsonValue count && count.TryGetValue(out decimal least) && least > dialect.MostMinItems,
        "format" => dialect.Formats is { } formats && rule is JsonValue name && name.TryGetValue(out string? format)
            && !formats.Contains(format),
        "pattern" => dialect.DescribesHardPatterns && rule is JsonValue text && text.TryGetValue(out string? pattern)
            && SchemaShape.IsHardPattern(pattern),
        _ => false,
    };

    private void CheckObject(JsonObject schema, SchemaPath path)
    {
        if (!SchemaShape.IsObject(schema))
        {
            return;
        }

        JsonObject? properties = schema["properties"] as JsonObject;
        bool isUnion = SchemaShape.HasUnion(schema);
        if (dialect.Closes)
        {
            Close(schema, properties, path);
        }

        if (dialect.NeedsProperties && properties is null && !isUnion)
        {
            Break(path.Name, "is an object without named properties (Dictionary, JsonObject, an empty class)");
        }

        if (dialect.RequiresAll && properties is { Count: > 0 } && SchemaShape.RequireAll(schema, properties))
        {
            HasChanged = true;
            _moved.Add($"{path.Shown}: all properties are required");
        }
    }

    private void Close(JsonObject schema, JsonObject? properties, SchemaPath path)
    {
        bool has = schema.TryGetPropertyValue("additionalProperties", out JsonNode? additional);
        if (has && additional is JsonValue value && value.TryGetValue(out bool open) && !open)
        {
            return;
        }

        if (has)
        {
            Break(path.Name, "is a dictionary (additionalProperties), and objects have to be closed: use a list of keys and values");
        }
        else if (properties is null && SchemaShape.HasUnion(schema))
        {
            HasChanged |= SchemaShape.MoveIntoMembers(schema);
        }
        else if (properties is null)
        {
            Break(path.Name, "is an object of any properties (Dictionary, JsonObject, an empty class), and objects have to be closed");
        }
        else
        {
            schema["additionalProperties"] = false;
            HasChanged = true;
        }
    }

    private void Break(string name, string why) => _broken.Add(name.Length == 0 ? $"the root {Verb(why)}" : $"{name} {why}");

    private static string Verb(string why) => why.StartsWith("the root ", StringComparison.Ordinal) ? why["the root ".Length..] : why;
}
