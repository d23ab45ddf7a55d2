using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>A schema with an address of its own (<c>$id</c>): what references without an address, and anchors, are relative to.</summary>
/// <param name="address">Its absolute address.</param>
/// <param name="root">The schema.</param>
/// <param name="draft">The draft it is written in.</param>
internal sealed class SchemaResource(string address, JsonElement root, SchemaDraft draft)
{
    public string Address { get; } = address;

    public JsonElement Root { get; } = root;

    public SchemaDraft Draft { get; } = draft;

    /// <summary>The schemas in it by their anchor.</summary>
    public Dictionary<string, JsonElement> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Those whose anchor may be replaced by one of a schema that refers here (<c>$dynamicAnchor</c>).</summary>
    public Dictionary<string, JsonElement> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
