using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>Resolves references within one schema (<c>#</c>, <c>#/$defs/Item</c>). Nothing is fetched from elsewhere.</summary>
/// <param name="root">The whole schema.</param>
internal readonly struct SchemaReferences(JsonElement root)
{
    /// <summary>The schema that a reference points to; null where it points outside the schema, or to nothing.</summary>
    public JsonElement? Find(JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not { } text || text is not ("#" or ['#', '/', ..]))
        {
            return null;
        }

        JsonElement? found = root;
        foreach (string token in Uri.UnescapeDataString(text[1..]).Split('/').Skip(1))
        {
            found = Step(found.Value, token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            if (found is null)
            {
                return null;
            }
        }

        return found;
    }

    private static JsonElement? Step(JsonElement from, string token) => from.ValueKind switch
    {
        JsonValueKind.Object when from.TryGetProperty(token, out JsonElement property) => property,
        JsonValueKind.Array when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < from.GetArrayLength() => from[index],
        _ => null,
    };
}
