using System.Collections.Frozen;

namespace ModelGateway.Schemas;

/// <summary>Where in a schema further schemas are. Everything else (<c>enum</c>, <c>default</c>, unknown keywords) holds values.</summary>
internal static class SchemaKeywords
{
    private static readonly FrozenDictionary<string, SchemaPlace> Places = new Dictionary<string, SchemaPlace>
    {
        ["properties"] = SchemaPlace.Named,
        ["patternProperties"] = SchemaPlace.Named,
        ["$defs"] = SchemaPlace.Named,
        ["definitions"] = SchemaPlace.Named,
        ["dependentSchemas"] = SchemaPlace.Named,
        ["dependencies"] = SchemaPlace.Named,
        ["allOf"] = SchemaPlace.List,
        ["anyOf"] = SchemaPlace.List,
        ["oneOf"] = SchemaPlace.List,
        ["prefixItems"] = SchemaPlace.List,
        ["items"] = SchemaPlace.OneOrList,
        ["additionalItems"] = SchemaPlace.One,
        ["unevaluatedItems"] = SchemaPlace.One,
        ["contains"] = SchemaPlace.One,
        ["additionalProperties"] = SchemaPlace.One,
        ["unevaluatedProperties"] = SchemaPlace.One,
        ["propertyNames"] = SchemaPlace.One,
        ["contentSchema"] = SchemaPlace.One,
        ["not"] = SchemaPlace.One,
        ["if"] = SchemaPlace.One,
        ["then"] = SchemaPlace.One,
        ["else"] = SchemaPlace.One,
    }.ToFrozenDictionary();

    // Keywords that never reject a value.
    private static readonly FrozenSet<string> Notes = FrozenSet.Create(
        "$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$comment", "$defs", "definitions",
        "title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "nullable", "propertyOrdering");

    /// <summary>Where the schemas of a keyword are.</summary>
    public static SchemaPlace PlaceOf(string keyword) => Places.GetValueOrDefault(keyword);

    /// <summary>Whether a keyword only describes.</summary>
    public static bool IsNote(string keyword) => Notes.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);
}

/// <summary>Where the schemas of a keyword are.</summary>
internal enum SchemaPlace
{
    /// <summary>The keyword holds no schema.</summary>
    None,

    /// <summary>Its value is a schema.</summary>
    One,

    /// <summary>Its value is a list of schemas.</summary>
    List,

    /// <summary>Its value is a schema, or a list of them.</summary>
    OneOrList,

    /// <summary>Its value is an object whose properties are schemas.</summary>
    Named,
}
