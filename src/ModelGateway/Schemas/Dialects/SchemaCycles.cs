using System.Text.Json.Nodes;

namespace ModelGateway.Schemas.Dialects;

/// <summary>Finds references that lead back to where they are.</summary>
/// <param name="root">The whole schema.</param>
internal sealed class SchemaCycles(JsonObject root)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);

    /// <summary>Whether following a reference comes back to it.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="from">The pointer to the schema that holds it.</param>
    public bool IsCircular(string reference, string from)
    {
        if (IsWithin(from, reference) || _open.Contains(reference))
        {
            return true;
        }

        if (reference is not ['#', ..] || !_closed.Add(reference))
        {
            return false;
        }

        _open.Add(reference);
        bool found = Visit(Find(reference), reference);
        _open.Remove(reference);
        return found;
    }

    private bool Visit(JsonNode? node, string pointer) => node switch
    {
        JsonObject schema => (SchemaShape.Text(schema, "$ref") is { } next && IsCircular(next, pointer))
            || schema.ToArray().Any(part => Visit(part.Value, $"{pointer}/{part.Key}")),
        JsonArray list => list.Any(one => Visit(one, $"{pointer}/-")),
        _ => false,
    };

    private static bool IsWithin(string pointer, string of) =>
        pointer == of || pointer.StartsWith(of + "/", StringComparison.Ordinal);

    private JsonNode? Find(string reference) => SchemaShape.Follow(root, reference);
}
