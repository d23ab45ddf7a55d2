using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGateway.Schemas;

namespace ModelGateway.Bridging;

/// <summary>
/// A schema as it is sent. Arguments of functions, and JSON modes, are objects always: a schema whose root is no object becomes that of
/// an object with the one property <c>value</c>, which is taken out of the answer again.
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

    /// <summary>The schema that the model is shown.</summary>
    public JsonElement Sent { get; }

    public bool IsWrapped { get; }

    /// <summary>Checks an answer against the caller's schema.</summary>
    /// <param name="answer">What the model sent.</param>
    /// <param name="value">The answer that was asked for, with nothing round it.</param>
    public SchemaVerdict Check(JsonElement answer, out JsonElement value)
    {
        // A model that forgot the property may have answered well.
        bool isWrapped = IsWrapped && answer.ValueKind == JsonValueKind.Object && answer.GetPropertyCount() == 1 && answer.TryGetProperty(Wrapper, out _);
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
            // References lead to the root's.
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

    // What refers to the root, or to a part of it that has moved, finds it where it is now.
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
                if (schema["$ref"] is JsonValue reference && reference.TryGetValue(out string? text) && text is ['#', ..]
                    && !text.StartsWith("#/$defs/", StringComparison.Ordinal) && !text.StartsWith("#/definitions/", StringComparison.Ordinal))
                {
                    schema["$ref"] = $"#/properties/{Wrapper}{text[1..]}";
                }

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
}
