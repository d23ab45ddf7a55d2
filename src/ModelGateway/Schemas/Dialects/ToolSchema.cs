using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
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
            // The raw name: one that is written with escapes is none of these, and the schema then takes the slow path.
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(keyword);
            if (name.SequenceEqual("type"u8))
            {
                isObject = keyword.Value.ValueKind == JsonValueKind.String && keyword.Value.ValueEquals("object"u8);
            }
            else if (name.SequenceEqual("properties"u8))
            {
                hasProperties = keyword.Value.ValueKind == JsonValueKind.Object;
            }
            else if ((name.Length is >= 3 and <= 5 && IsMended(name)) || name.Contains((byte)'\\'))
            {
                return false;
            }
        }

        return isObject && hasProperties;
    }

    private static bool IsMended(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("anyOf"u8) || name.SequenceEqual("oneOf"u8) || name.SequenceEqual("allOf"u8)
        || name.SequenceEqual("enum"u8) || name.SequenceEqual("const"u8) || name.SequenceEqual("not"u8);

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

        ToolRoot root = new(SchemaNodes.CreateObject(schema));
        return root.TryMend()
            ? new ToolSchema(JsonElement.Parse(root.Schema.ToJsonString()), root.Mended)
            : new ToolSchema(default, null);
    }
}
