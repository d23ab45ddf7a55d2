using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>References within a schema (<c>#</c>, <c>#/$defs/Item</c>). Nothing is ever fetched.</summary>
internal static class SchemaReferences
{
    /// <summary>What a reference leads to; null where it leads out of the schema, or nowhere.</summary>
    public static JsonElement? Find(JsonElement root, JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not ['#', ..] text || text is not ("#" or ['#', '/', ..]))
        {
            return null;
        }

        JsonElement found = root;
        foreach (string token in Uri.UnescapeDataString(text[1..]).Split('/').Skip(1))
        {
            string name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out JsonElement property))
            {
                found = property;
            }
            else if (found.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < found.GetArrayLength())
            {
                found = found[index];
            }
            else
            {
                return null;
            }
        }

        return found;
    }
}
