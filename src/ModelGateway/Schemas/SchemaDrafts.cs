using System.Collections.Frozen;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>What differs between the drafts.</summary>
internal static class SchemaDrafts
{
    // Keywords that draft 4 does not have, with the draft that brought them.
    private static readonly FrozenDictionary<string, SchemaDraft> Since = new Dictionary<string, SchemaDraft>
    {
        ["const"] = SchemaDraft.Draft6,
        ["contains"] = SchemaDraft.Draft6,
        ["propertyNames"] = SchemaDraft.Draft6,
        ["if"] = SchemaDraft.Draft7,
        ["dependentRequired"] = SchemaDraft.Draft2019,
        ["dependentSchemas"] = SchemaDraft.Draft2019,
        ["unevaluatedItems"] = SchemaDraft.Draft2019,
        ["unevaluatedProperties"] = SchemaDraft.Draft2019,
        ["prefixItems"] = SchemaDraft.Draft2020,
        ["$dynamicRef"] = SchemaDraft.Draft2020,
    }.ToFrozenDictionary();

    /// <summary>The draft that a schema names, or the draft of what surrounds it.</summary>
    public static SchemaDraft Read(JsonElement schema, SchemaDraft around)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$schema", out JsonElement named))
        {
            return around;
        }

        string text = named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        return text[(scheme < 0 ? 0 : scheme + 3)..].TrimEnd('#') switch
        {
            "json-schema.org/draft/2020-12/schema" or "json-schema.org/schema" => SchemaDraft.Draft2020,
            "json-schema.org/draft/2019-09/schema" => SchemaDraft.Draft2019,
            "json-schema.org/draft-07/schema" => SchemaDraft.Draft7,
            "json-schema.org/draft-06/schema" => SchemaDraft.Draft6,
            "json-schema.org/draft-04/schema" => SchemaDraft.Draft4,
            _ => SchemaDraft.Unknown,
        };
    }

    /// <summary>The keyword that names a schema.</summary>
    public static string IdOf(SchemaDraft draft) => draft == SchemaDraft.Draft4 ? "id" : "$id";

    /// <summary>Whether only <c>$ref</c> counts where a schema has it, as before 2019-09.</summary>
    public static bool RefStandsAlone(SchemaDraft draft) => draft is >= SchemaDraft.Draft4 and <= SchemaDraft.Draft7;

    /// <summary>
    /// Whether a draft has a keyword. What a keyword of another draft rejects may be meant or ignored, which cannot be told.
    /// </summary>
    public static bool Has(SchemaDraft draft, string keyword, JsonElement rule) => draft switch
    {
        SchemaDraft.Unnamed => true,
        SchemaDraft.Unknown => false,
        _ => keyword switch
        {
            "dependencies" => draft <= SchemaDraft.Draft7,
            "additionalItems" => draft <= SchemaDraft.Draft2019,
            "items" when rule.ValueKind == JsonValueKind.Array => draft <= SchemaDraft.Draft2019,
            _ => !Since.TryGetValue(keyword, out SchemaDraft since) || draft >= since,
        },
    };
}
