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
        JsonObject value = asked.ValueKind is JsonValueKind.Object ? SchemaNodes.CreateObject(asked) : new JsonObject();
        JsonObject root = new() { ["type"] = "object" };
        string address = value["$id"] is JsonValue id && id.TryGetValue(out string? text) ? text.TrimEnd('#') : "";
        value.Remove("$id");
        Redirect(value, address);

        // The draft is named at the root, and references to definitions start there.
        foreach (string name in (ReadOnlySpan<string>)["$schema", "$defs", "definitions"])
        {
            if (value[name] is { } found)
            {
                value.Remove(name);
                root[name] = found;
            }
        }

        root["properties"] = new JsonObject { [Wrapper] = value };
        root["required"] = new JsonArray(Wrapper);
        root["additionalProperties"] = false;
        return JsonElement.Parse(root.ToJsonString());
    }

    // The schema has moved into a property, so references to it or to its parts are changed to where they are now.
    private static void Redirect(JsonNode? node, string address)
    {
        // References within a part that has its own address start there.
        if (node is not JsonObject schema || schema["$id"] is JsonValue)
        {
            return;
        }

        RedirectReference(schema, "$ref", address);
        RedirectReference(schema, "$dynamicRef", address);
        foreach ((string name, JsonNode? value) in schema.ToArray())
        {
            switch (SchemaKeywords.PlaceOf(name))
            {
                case SchemaPlace.Named when value is JsonObject named:
                    foreach ((_, JsonNode? one) in named.ToArray())
                    {
                        Redirect(one, address);
                    }

                    break;
                case SchemaPlace.List or SchemaPlace.OneOrList when value is JsonArray list:
                    foreach (JsonNode? one in list)
                    {
                        Redirect(one, address);
                    }

                    break;
                case SchemaPlace.One or SchemaPlace.OneOrList:
                    Redirect(value, address);
                    break;
            }
        }
    }

    private static void RedirectReference(JsonObject schema, string keyword, string address)
    {
        if (schema[keyword] is not JsonValue reference || !reference.TryGetValue(out string? text))
        {
            return;
        }

        if (address.Length > 0 && text.StartsWith(address, StringComparison.Ordinal) && text[address.Length..] is ([] or ['#', ..]))
        {
            text = text == address ? "#" : text[address.Length..];
            schema[keyword] = text;
        }

        if (text is "#" or ['#', '/', ..]
            && !text.StartsWith("#/$defs/", StringComparison.Ordinal) && !text.StartsWith("#/definitions/", StringComparison.Ordinal))
        {
            schema[keyword] = $"#/properties/{Wrapper}{text[1..]}";
        }
    }
}
