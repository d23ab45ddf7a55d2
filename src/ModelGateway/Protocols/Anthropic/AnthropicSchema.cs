using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// A schema as Anthropic's strict mode takes it: objects are closed, and the constraints that it refuses (ranges, lengths, counts) are
/// put into words in the description. Made once for each tool or response format. Anthropic's limits of number and shape (20 strict tools,
/// 24 optional parameters, 16 union types, no recursion) are not checked here: they change, and the provider's answer names the one that
/// was exceeded.
/// </summary>
internal sealed class AnthropicSchema
{
    private static readonly ConditionalWeakTable<object, AnthropicSchema> Made = [];
    private static readonly AIJsonSchemaTransformOptions Transformation = new()
    {
        TransformSchemaNode = static (_, node) =>
        Restrict(node)
    };

    private static readonly string[] Refused =
    [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems",
        "minProperties", "maxProperties",
    ];

    private readonly JsonElement _schema;
    private readonly bool _hasMovedConstraints;

    private AnthropicSchema(JsonElement original)
    {
        _schema = AIJsonUtilities.TransformSchema(original, Transformation);
        _hasMovedConstraints = HasRefused(original);
    }

    public static AnthropicSchema From(ChatResponseFormatJson format) =>
        Made.GetValue(format, static key => new AnthropicSchema(((ChatResponseFormatJson)key).Schema!.Value));

    public static AnthropicSchema From(AIFunctionDeclaration tool) =>
        Made.GetValue(tool, static key => new AnthropicSchema(((AIFunctionDeclaration)key).JsonSchema));

    public void NameChanges(string what, CallNotes notes)
    {
        if (_hasMovedConstraints)
        {
            notes.Add(
                $"{what} was sent with its ranges, lengths and counts as description: Anthropic's strict schemas do not take them as constraints.");
        }
    }

    public void Write(Utf8JsonWriter writer) => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(_schema), skipInputValidation: true);

    private static JsonNode Restrict(JsonNode node)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        if (IsObject(schema) && !schema.ContainsKey("additionalProperties"))
        {
            schema["additionalProperties"] = false;
        }

        DescribeRefused(schema);

        return schema;
    }

    private static void DescribeRefused(JsonObject schema)
    {
        List<string>? moved = null;
        foreach (string name in Refused)
        {
            if (IsConstraint(schema, name))
            {
                (moved ??= []).Add($"{name}: {schema[name]!.ToJsonString()}");
                schema.Remove(name);
            }
        }

        if (moved is not null)
        {
            string told = "{" + string.Join(", ", moved) + "}";
            schema["description"] = schema["description"]?.GetValue<string>() is { Length: > 0 } description ? $"{description} {told}"
                : told;
        }
    }

    private static bool IsObject(JsonObject schema) =>
        schema["type"] switch
        {
            JsonValue type => type.TryGetValue(out string? name) && name == "object",
            JsonArray types => types.Any(static type => type is JsonValue value && value.TryGetValue(out string? name) && name == "object"),
            _ => schema["properties"] is JsonObject,
        };

    // A property may have such a name; a constraint's value is never an object.
    private static bool IsConstraint(JsonObject schema, string name) => schema[name] is JsonValue;

    private static bool HasRefused(JsonElement schema)
    {
        bool found = false;
        AIJsonSchemaTransformOptions search = new()
        {
            TransformSchemaNode = (_, node) =>
            {
                found |= node is JsonObject candidate && Refused.Any(name => IsConstraint(candidate, name));
                return node;
            },
        };
        AIJsonUtilities.TransformSchema(schema, search);
        return found;
    }
}
