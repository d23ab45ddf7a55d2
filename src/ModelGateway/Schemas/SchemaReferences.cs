using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// Resolves references within one schema (<c>#</c>, <c>#/$defs/Item</c>, anchors, addresses of its parts), and knows through which of its
/// parts the check has come. Nothing is fetched from elsewhere.
/// </summary>
internal sealed class SchemaReferences
{
    private readonly SchemaResources _resources;
    private readonly List<SchemaResource> _entered;

    /// <param name="root">The whole schema.</param>
    public SchemaReferences(JsonElement root)
    {
        _resources = new SchemaResources(root);
        _entered = [_resources.Root];
    }

    /// <summary>The resource that the check is in.</summary>
    public SchemaResource Current => _entered[^1];

    /// <summary>Enters a schema: true where it is a resource of its own, which has to be left.</summary>
    public bool TryEnter(JsonElement schema)
    {
        if (!_resources.HasNames || _resources.Find(schema, Current) is not { } resource || resource == Current)
        {
            return false;
        }

        _entered.Add(resource);
        return true;
    }

    public void Enter(SchemaResource resource) => _entered.Add(resource);

    public void Leave() => _entered.RemoveAt(_entered.Count - 1);

    /// <summary>The schema that a reference points to, and the resource it is in; null where that is not in this schema.</summary>
    public SchemaTarget? Find(JsonElement reference) =>
        reference.ValueKind == JsonValueKind.String ? Find(reference.GetString()!, out _) : null;

    /// <summary>
    /// The schema that a dynamic reference points to: the outermost one of its name that the check has come through, if the reference
    /// itself leads to one that may be replaced.
    /// </summary>
    public SchemaTarget? FindDynamic(JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || Find(reference.GetString()!, out string fragment) is not { } found)
        {
            return null;
        }

        if (!found.Resource.DynamicAnchors.ContainsKey(fragment))
        {
            return found;
        }

        foreach (SchemaResource resource in _entered)
        {
            if (resource.DynamicAnchors.TryGetValue(fragment, out JsonElement schema))
            {
                return new SchemaTarget(schema, resource);
            }
        }

        return found;
    }

    private SchemaTarget? Find(string reference, out string fragment)
    {
        int hash = reference.IndexOf('#', StringComparison.Ordinal);
        fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        if (_resources.Find(hash < 0 ? reference : reference[..hash], Current) is not { } resource || reference.Length == 0)
        {
            return null;
        }

        return fragment switch
        {
            "" => new SchemaTarget(resource.Root, resource),
            ['/', ..] => Follow(fragment, resource),
            _ => resource.Anchors.TryGetValue(fragment, out JsonElement schema) ? new SchemaTarget(schema, resource) : null,
        };
    }

    private SchemaTarget? Follow(string pointer, SchemaResource resource)
    {
        JsonElement found = resource.Root;
        foreach (string token in pointer.Split('/').Skip(1))
        {
            string name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (Step(found, name) is not { } next)
            {
                return null;
            }

            found = next;
            resource = _resources.HasNames ? _resources.Find(found, resource) ?? resource : resource;
        }

        return new SchemaTarget(found, resource);
    }

    private static JsonElement? Step(JsonElement from, string token) => from.ValueKind switch
    {
        JsonValueKind.Object when from.TryGetProperty(token, out JsonElement property) => property,
        JsonValueKind.Array when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < from.GetArrayLength() => from[index],
        _ => null,
    };
}

/// <summary>What a reference points to.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Resource">The resource it is in.</param>
internal readonly record struct SchemaTarget(JsonElement Schema, SchemaResource Resource);
