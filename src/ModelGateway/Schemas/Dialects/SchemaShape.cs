using System.Globalization;
using System.Text.Json.Nodes;

namespace ModelGateway.Schemas.Dialects;

/// <summary>What kind of schema a node is.</summary>
internal static class SchemaShape
{
    public static string? Text(JsonObject schema, string keyword) =>
        schema[keyword] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Whether a schema is one of objects: it says so, or names properties.</summary>
    public static bool IsObject(JsonObject schema) => schema["type"] switch
    {
        JsonValue type => type.TryGetValue(out string? name) && name == "object",
        JsonArray types => types.Any(static type => type is JsonValue value && value.TryGetValue(out string? name) && name == "object"),
        _ => schema["properties"] is JsonObject,
    };

    public static bool HasUnion(JsonObject schema) => schema["anyOf"] is JsonArray || schema["oneOf"] is JsonArray;

    public static bool HasType(JsonObject schema) =>
        schema.ContainsKey("type") || schema.ContainsKey("$ref") || schema.ContainsKey("enum") || schema.ContainsKey("const")
        || schema.ContainsKey("properties") || HasUnion(schema) || schema["allOf"] is JsonArray;

    /// <summary>Whether a pattern has what only backtracking engines match.</summary>
    public static bool IsHardPattern(string pattern)
    {
        for (int i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
                if (pattern[i] is 'b' or 'B' or 'k' or (>= '1' and <= '9'))
                {
                    return true;
                }
            }
            else if (pattern[i] == '(' && pattern[i + 1] == '?' && i + 2 < pattern.Length && pattern[i + 2] != ':')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Requires every property; whether that changed something.</summary>
    public static bool RequireAll(JsonObject schema, JsonObject properties)
    {
        JsonArray required = schema["required"] as JsonArray ?? [];
        if (properties.All(property =>
            required.Any(name => name is JsonValue text && text.TryGetValue(out string? one) && one == property.Key)))
        {
            return false;
        }

        schema["required"] = new JsonArray([.. properties.Select(static property => JsonValue.Create(property.Key))]);
        return true;
    }

    /// <summary>
    /// Moves the type and the required properties of a union of objects into its members: closed beside the union, the object would forbid
    /// the members' own properties.
    /// </summary>
    /// <returns>Whether something changed.</returns>
    public static bool MoveIntoMembers(JsonObject schema)
    {
        JsonArray members = schema["anyOf"] as JsonArray ?? schema["oneOf"] as JsonArray ?? [];
        if (members.Any(static member => member is not JsonObject one || one["properties"] is not JsonObject))
        {
            return false;
        }

        JsonArray? required = schema["required"] as JsonArray;
        foreach (JsonObject member in members.OfType<JsonObject>())
        {
            member["type"] ??= "object";
            JsonArray own = member["required"] as JsonArray ?? [];
            foreach (JsonNode? name in required ?? [])
            {
                if (!own.Any(one => JsonNode.DeepEquals(one, name)))
                {
                    own.Add(name?.DeepClone());
                }
            }

            if (own.Count > 0 && own.Parent is null)
            {
                member["required"] = own;
            }
        }

        schema.Remove("required");
        return schema.Remove("type");
    }

    /// <summary>The part of a schema that a pointer leads to; null where there is none.</summary>
    public static JsonNode? Follow(JsonObject root, string pointer)
    {
        JsonNode? found = pointer is "#" or ['#', '/', ..] ? root : null;
        foreach (string token in Uri.UnescapeDataString(pointer).Split('/').Skip(1))
        {
            string name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            found = found switch
            {
                JsonObject parent => parent[name],
                JsonArray list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    && index < list.Count => list[index],
                _ => null,
            };
        }

        return found;
    }
}
