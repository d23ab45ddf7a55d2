using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelGateway.Schemas.Dialects;

/// <summary>
/// The parameters of a tool with a root that every service takes: an object with <c>properties</c>, and no union. A schema that has such
/// a root, which is the usual one, is taken as it is.
/// </summary>
internal sealed class ToolSchema
{
    private static readonly ConditionalWeakTable<AIFunctionDeclaration, ToolSchema> Made = [];
    private static readonly JsonElement Empty = JsonElement.Parse("""{"type":"object","properties":{}}""");
    private static readonly ToolSchema None = new(Empty, null);

    private ToolSchema(JsonElement schema, string? mended)
    {
        Schema = schema;
        Mended = mended;
    }

    /// <summary>The schema; undefined where its root is no object.</summary>
    public JsonElement Schema { get; }

    /// <summary>What was done beyond adding what is understood; null for nothing.</summary>
    public string? Mended { get; }

    public bool IsObject => Schema.ValueKind == JsonValueKind.Object;

    /// <summary>The parameters of a tool, where they need no change.</summary>
    public static bool IsPlain(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        bool isObject = false;
        bool hasProperties = false;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (keyword.NameEquals("type"u8))
            {
                isObject = keyword.Value.ValueKind == JsonValueKind.String && keyword.Value.ValueEquals("object"u8);
            }
            else if (keyword.NameEquals("properties"u8))
            {
                hasProperties = keyword.Value.ValueKind == JsonValueKind.Object;
            }
            else if (keyword.NameEquals("anyOf"u8) || keyword.NameEquals("oneOf"u8) || keyword.NameEquals("allOf"u8)
                || keyword.NameEquals("enum"u8) || keyword.NameEquals("const"u8) || keyword.NameEquals("not"u8))
            {
                return false;
            }
        }

        return isObject && hasProperties;
    }

    /// <summary>The parameters of a tool, mended where they have to be. Made once for each tool.</summary>
    public static ToolSchema From(AIFunctionDeclaration tool)
    {
        if (!Made.TryGetValue(tool, out ToolSchema? made))
        {
            made = Mend(tool.JsonSchema);
            Made.AddOrUpdate(tool, made);
        }

        return made;
    }

    private static ToolSchema Mend(JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.True
            || (schema.ValueKind == JsonValueKind.Object && schema.GetPropertyCount() == 0))
        {
            return None;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return new ToolSchema(default, null);
        }

        ToolRoot root = new(JsonObject.Create(schema)!);
        return root.TryMend()
            ? new ToolSchema(JsonElement.Parse(root.Schema.ToJsonString()), root.Mended)
            : new ToolSchema(default, null);
    }
}
