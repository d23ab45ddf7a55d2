using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGateway.Schemas;

/// <summary>
/// Copies schemas into nodes that can be changed. Of a name that occurs twice the last value counts, as for readers of JSON;
/// <see cref="JsonObject.Create"/> makes an object that throws as soon as it is used.
/// </summary>
internal static class SchemaNodes
{
    public static JsonObject CreateObject(JsonElement schema)
    {
        JsonObject node = [];
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            node[keyword.Name] = Create(keyword.Value);
        }

        return node;
    }

    public static JsonNode? Create(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => CreateObject(value),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Create)]),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(value),
    };
}
