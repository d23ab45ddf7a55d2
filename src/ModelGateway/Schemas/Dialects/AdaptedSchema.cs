using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGateway.Schemas.Dialects;

/// <summary>A schema as a service takes it, and what was done to it.</summary>
/// <param name="Schema">The schema to send; the original where nothing had to change.</param>
/// <param name="Moved">What the service does not take as a constraint and now stands in words, by property.</param>
/// <param name="Broken">What cannot be sent, by property; empty where the schema can.</param>
internal sealed record AdaptedSchema(JsonElement Schema, IReadOnlyList<string> Moved, IReadOnlyList<string> Broken)
{
    /// <summary>What the service takes, but does not hold the model to, by property.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public static AdaptedSchema From(JsonElement schema, SchemaDialect dialect)
    {
        JsonNode? root = schema.ValueKind switch
        {
            JsonValueKind.Object => SchemaNodes.CreateObject(schema),
            JsonValueKind.True => JsonValue.Create(true),
            _ => new JsonObject(),
        };
        SchemaAdapter adapter = new(dialect, root as JsonObject ?? []);
        adapter.AdaptRoot(root);
        return new AdaptedSchema(
            adapter.HasChanged ? JsonElement.Parse(root!.ToJsonString()) : schema, adapter.Moved, adapter.Broken)
        {
            Ignored = adapter.Ignored,
        };
    }

    public void Write(Utf8JsonWriter writer) => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(Schema), skipInputValidation: true);
}
