using System.Text.Json.Nodes;

namespace ModelGateway.Schemas.Dialects;

/// <summary>
/// Makes the root of a tool's schema an object without unions, which most services refuse there. The alternatives of a union are laid
/// together: the properties of all, of which those are required that all require; the alternatives themselves are told in the description.
/// The arguments of a function are an object, also where the schema does not say so.
/// </summary>
/// <param name="schema">The schema, which is changed.</param>
internal sealed class ToolRoot(JsonObject schema)
{
    private const int MostReferences = 16;

    public JsonObject Schema => schema;

    /// <summary>What was laid together or told; null for nothing.</summary>
    public string? Mended { get; private set; }

    /// <summary>Whether the root is an object now.</summary>
    public bool TryMend()
    {
        int references = 0;
        while (TryInline() && references < MostReferences)
        {
            references++;
        }

        bool isMended = TryMerge("allOf", requiresAll: true) && TryMerge("anyOf", requiresAll: false)
            && TryMerge("oneOf", requiresAll: false);
        if (!isMended || !(SchemaShape.IsObject(schema) || SaysNothing()))
        {
            return false;
        }

        schema["type"] = "object";
        if (schema["properties"] is not JsonObject)
        {
            schema["properties"] = new JsonObject();
        }

        foreach (string keyword in (ReadOnlySpan<string>)["enum", "const", "not"])
        {
            if (schema.ContainsKey(keyword))
            {
                Tell($"{keyword}: {schema[keyword]?.ToJsonString()}", keyword);
                schema.Remove(keyword);
            }
        }

        return true;
    }

    private bool SaysNothing() =>
        !(schema.ContainsKey("type") || schema.ContainsKey("$ref") || schema.ContainsKey("enum") || schema.ContainsKey("const"));

    // A root that refers to a definition is that definition.
    private bool TryInline()
    {
        if (SchemaShape.Text(schema, "$ref") is { } reference && reference != "#"
            && SchemaShape.Follow(schema, reference)?.DeepClone() is JsonObject target)
        {
            schema.Remove("$ref");
            foreach ((string keyword, JsonNode? rule) in target)
            {
                if (!schema.ContainsKey(keyword))
                {
                    schema[keyword] = rule?.DeepClone();
                }
            }

            return true;
        }

        return false;
    }

    private bool TryMerge(string keyword, bool requiresAll)
    {
        if (schema[keyword] is not JsonArray members)
        {
            return true;
        }

        List<JsonObject> objects = [];
        foreach (JsonNode? member in members)
        {
            JsonNode? resolved = member is JsonObject one && SchemaShape.Text(one, "$ref") is { } reference
                ? SchemaShape.Follow(schema, reference)
                : member;
            if (resolved is not JsonObject found || found.ContainsKey("$ref") || SchemaShape.HasUnion(found) || found["allOf"] is JsonArray
                || (found.ContainsKey("type") && !SchemaShape.IsObject(found)))
            {
                return TryTellOnly(keyword, members);
            }

            objects.Add(found);
        }

        if (!requiresAll || objects.Exists(static one => one.Any(static part => !IsLaid(part.Key))))
        {
            Tell($"{keyword}: {members.ToJsonString()}", keyword);
        }

        Merge(objects, requiresAll);
        schema.Remove(keyword);
        schema["type"] ??= "object";
        return true;
    }

    // What cannot be laid together is told alone, where the root is an object without it.
    private bool TryTellOnly(string keyword, JsonArray members)
    {
        if (!SchemaShape.IsObject(schema))
        {
            return false;
        }

        Tell($"{keyword}: {members.ToJsonString()}", keyword);
        return schema.Remove(keyword);
    }

    // The others of a member, such as its conditions, are only told.
    private static bool IsLaid(string keyword) =>
        keyword is "type" or "properties" or "required" or "title" or "description" or "$comment";

    private void Merge(List<JsonObject> objects, bool requiresAll)
    {
        JsonObject properties = schema["properties"] as JsonObject ?? [];
        foreach ((string name, JsonNode? property) in objects.SelectMany(static one => one["properties"] as JsonObject ?? []))
        {
            properties[name] = !properties.TryGetPropertyValue(name, out JsonNode? before) ? property?.DeepClone()
                : JsonNode.DeepEquals(before, property) ? before?.DeepClone()
                : Both(before, property, requiresAll);
        }

        IEnumerable<string[]> required = objects.Select(static one => Names(one));
        string[] shared = requiresAll
            ? [.. required.SelectMany(static names => names).Distinct()]
            : [.. required.Aggregate(static (one, other) => [.. one.Intersect(other)])];
        string[] all = [.. Names(schema).Union(shared)];
        schema["properties"] = properties.Parent is null ? properties : properties.DeepClone();
        if (all.Length > 0)
        {
            schema["required"] = new JsonArray([.. all.Select(static name => JsonValue.Create(name))]);
        }
    }

    private static JsonObject Both(JsonNode? one, JsonNode? other, bool requiresAll)
    {
        string keyword = requiresAll ? "allOf" : "anyOf";
        JsonArray list = one is JsonObject before && before.Count == 1 && before[keyword] is JsonArray several
            ? (JsonArray)several.DeepClone()
            : [one?.DeepClone()];
        if (!list.Any(member => JsonNode.DeepEquals(member, other)))
        {
            list.Add(other?.DeepClone());
        }

        return new JsonObject { [keyword] = list };
    }

    private static string[] Names(JsonObject one) => one["required"] is JsonArray names
        ? [.. names.OfType<JsonValue>().Select(static name => name.TryGetValue(out string? text) ? text : "")
            .Where(static name => name.Length > 0)]
        : [];

    private void Tell(string words, string keyword)
    {
        Mended ??= keyword;
        schema["description"] = SchemaShape.Text(schema, "description") is { Length: > 0 } before ? $"{before} {{{words}}}"
            : $"{{{words}}}";
    }
}
