namespace ModelGateway.Schemas.Dialects;

/// <summary>Where a schema is: for readers as a property (<c>address.lines[]</c>), and for references as a pointer.</summary>
/// <param name="Name">The property; empty for the root.</param>
/// <param name="Pointer">The pointer.</param>
internal readonly record struct SchemaPath(string Name, string Pointer)
{
    public string Shown => Name.Length == 0 ? "the root" : Name;

    public SchemaPath Named(string keyword, string name) => new(
        keyword is "properties" ? Name.Length == 0 ? name : $"{Name}.{name}"
        : keyword is "$defs" or "definitions" ? name
        : Name,
        $"{Pointer}/{keyword}/{Token(name)}");

    public SchemaPath Listed(string keyword, int index) =>
        new(keyword == "prefixItems" ? $"{Name}[{index}]" : Name, $"{Pointer}/{keyword}/{index}");

    public SchemaPath Under(string keyword) => new(
        keyword switch { "items" or "additionalItems" => Name + "[]", "additionalProperties" => Name + "[…]", _ => Name },
        $"{Pointer}/{keyword}");

    private static string Token(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
