using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGateway.Schemas;

namespace ModelGateway.Bridging;

/// <summary>
/// The caller's schema, and the schema that is sent. Function arguments and JSON modes allow only objects, so a schema of another kind is
/// wrapped into an object with the single property <c>value</c>, which is unwrapped from the answer.
/// </summary>
internal sealed class SchemaRoot
{
    private const string Wrapper = "value";

    public SchemaRoot(JsonElement asked)
    {
        Asked = asked;
        IsWrapped = !IsObject(asked);
        Sent = IsWrapped ? Wrap(asked) : asked;
    }

    /// <summary>The caller's schema.</summary>
    public JsonElement Asked { get; }

    /// <summary>The schema that the model receives.</summary>
    public JsonElement Sent { get; }

    public bool IsWrapped { get; }

    /// <summary>Checks an answer against the caller's schema.</summary>
    /// <param name="answer">The model's answer.</param>
    /// <param name="value">The unwrapped answer.</param>
    public SchemaVerdict Check(JsonElement answer, out JsonElement value)
    {
        // An answer without the property may still fit: the model may have left out the wrapping.
        bool isWrapped = IsWrapped && answer.ValueKind == JsonValueKind.Object && answer.GetPropertyCount() == 1
            && answer.TryGetProperty(Wrapper, out _);
        value = isWrapped ? answer.GetProperty(Wrapper) : answer;
        return SchemaValidator.Check(Asked, value);
    }

    private static bool IsObject(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out JsonElement type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals("object");

    private static JsonElement Wrap(JsonElement asked)
    {
        JsonNode value = asked.ValueKind is JsonValueKind.Object ? JsonObject.Create(asked)! : new JsonObject();
        JsonObject root = new() { ["type"] = "object" };
        Redirect(value);
        foreach (string definitions in (ReadOnlySpan<string>)["$defs", "definitions"])
        {
            // References to definitions start at the root, so the definitions stay there.
            if (value[definitions] is { } found)
            {
                value.AsObject().Remove(definitions);
                root[definitions] = found;
            }
        }

        root["properties"] = new JsonObject { [Wrapper] = value };
        root["required"] = new JsonArray(Wrapper);
        root["additionalProperties"] = false;
        return JsonElement.Parse(root.ToJsonString());
    }

    // The schema has moved into a property, so references to it or to its parts are changed to where they are now.
    private static void Redirect(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (JsonNode? item in array)
                {
                    Redirect(item);
                }

                break;
            case JsonObject schema:
                RedirectReference(schema);
                foreach ((string name, JsonNode? value) in schema.ToArray())
                {
                    if (name is not ("enum" or "const" or "default" or "examples" or "$ref"))
                    {
                        Redirect(value);
                    }
                }

                break;
        }
    }

    private static void RedirectReference(JsonObject schema)
    {
        if (schema["$ref"] is JsonValue reference && reference.TryGetValue(out string? text) && text is ['#', ..]
            && !text.StartsWith("#/$defs/", StringComparison.Ordinal) && !text.StartsWith("#/definitions/", StringComparison.Ordinal))
        {
            schema["$ref"] = $"#/properties/{Wrapper}{text[1..]}";
        }
    }
}
