using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The parts of one schema that have addresses and anchors. A schema without any, which is the usual one, is not walked.</summary>
internal sealed class SchemaResources
{
    // Relative addresses need something to be relative to.
    private const string NoAddress = "http://schema.invalid/";

    private readonly Dictionary<string, SchemaResource> _byAddress = new(StringComparer.Ordinal);

    public SchemaResources(JsonElement root)
    {
        SchemaDraft draft = SchemaDrafts.Read(root, SchemaDraft.Unnamed);
        Root = new SchemaResource(Address(root, NoAddress, draft) ?? NoAddress, root, draft);
        _byAddress[Root.Address] = Root;
        HasNames = root.ValueKind == JsonValueKind.Object
            && (Mentions(root, "id\""u8) || Mentions(root, "nchor\""u8) || Mentions(root, "\\u"u8));
        if (HasNames)
        {
            Walk(root, Root);
        }
    }

    public SchemaResource Root { get; }

    /// <summary>Whether parts of the schema may have names of their own.</summary>
    public bool HasNames { get; }

    public static bool Mentions(JsonElement schema, ReadOnlySpan<byte> word) =>
        JsonMarshal.GetRawUtf8Value(schema).IndexOf(word) >= 0;

    /// <summary>The resource that a schema is the root of; null where it is within another one.</summary>
    public SchemaResource? Find(JsonElement schema, SchemaResource around) =>
        Address(schema, around.Address, SchemaDrafts.Read(schema, around.Draft)) is { } address
            ? _byAddress.GetValueOrDefault(address)
            : null;

    /// <summary>The resource at an address, which may be relative to another resource.</summary>
    public SchemaResource? Find(string address, SchemaResource from) =>
        address.Length == 0 ? from : _byAddress.GetValueOrDefault(Resolve(from.Address, address));

    private static string? Address(JsonElement schema, string around, SchemaDraft draft)
    {
        if (schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty(SchemaDrafts.IdOf(draft), out JsonElement id) || id.ValueKind != JsonValueKind.String
            || (SchemaDrafts.RefStandsAlone(draft) && schema.TryGetProperty("$ref", out _)))
        {
            return null;
        }

        string text = id.GetString()!;
        return text is [] or ['#', ..] ? null : Resolve(around, text);
    }

    private static string Resolve(string around, string address)
    {
        string text = Uri.TryCreate(around, UriKind.Absolute, out Uri? from) && Uri.TryCreate(from, address, out Uri? found)
            ? found.AbsoluteUri
            : address;
        int fragment = text.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 ? text : text[..fragment];
    }

    private void Walk(JsonElement schema, SchemaResource resource)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        SchemaDraft draft = SchemaDrafts.Read(schema, resource.Draft);
        if (Address(schema, resource.Address, draft) is { } address && address != resource.Address)
        {
            resource = new SchemaResource(address, schema, draft);
            _byAddress.TryAdd(address, resource);
        }

        AddAnchors(schema, resource);
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            switch (SchemaKeywords.PlaceOf(keyword.Name))
            {
                case SchemaPlace.Named when keyword.Value.ValueKind == JsonValueKind.Object:
                    foreach (JsonProperty named in keyword.Value.EnumerateObject())
                    {
                        Walk(named.Value, resource);
                    }

                    break;
                case SchemaPlace.List or SchemaPlace.OneOrList when keyword.Value.ValueKind == JsonValueKind.Array:
                    foreach (JsonElement one in keyword.Value.EnumerateArray())
                    {
                        Walk(one, resource);
                    }

                    break;
                case SchemaPlace.One or SchemaPlace.OneOrList:
                    Walk(keyword.Value, resource);
                    break;
            }
        }
    }

    private static void AddAnchors(JsonElement schema, SchemaResource resource)
    {
        if (Text(schema, "$anchor") is { } anchor)
        {
            resource.Anchors.TryAdd(anchor, schema);
        }

        if (Text(schema, "$dynamicAnchor") is { } dynamic)
        {
            resource.Anchors.TryAdd(dynamic, schema);
            resource.DynamicAnchors.TryAdd(dynamic, schema);
        }

        // Up to draft 7 an anchor is an address of a fragment alone.
        if (Text(schema, SchemaDrafts.IdOf(resource.Draft)) is ['#', _, ..] fragment)
        {
            resource.Anchors.TryAdd(fragment[1..], schema);
        }
    }

    private static string? Text(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
