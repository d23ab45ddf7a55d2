using System.Globalization;

namespace ModelGateway.Schemas;

/// <summary>A place within a value; written as a JSON pointer only where something is wrong with it.</summary>
internal sealed class SchemaPlace
{
    private readonly SchemaPlace? _parent;
    private readonly string? _name;
    private readonly int _index;

    private SchemaPlace(SchemaPlace? parent, string? name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    public static SchemaPlace Root { get; } = new(null, null, 0);

    public int Depth { get; }

    public SchemaPlace Property(string name) => new(this, name, 0);

    public SchemaPlace Item(int index) => new(this, null, index);

    public override string ToString() => _parent is null ? "" : $"{_parent}/{Token()}";

    private string Token() => _name is null
        ? _index.ToString(CultureInfo.InvariantCulture)
        : _name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
