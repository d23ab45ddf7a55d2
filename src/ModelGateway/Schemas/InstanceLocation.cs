using System.Globalization;

namespace ModelGateway.Schemas;

/// <summary>A location within the checked value. It is a chain, so that the JSON pointer is written only where a fault needs it.</summary>
internal sealed class InstanceLocation
{
    private readonly InstanceLocation? _parent;
    private readonly string? _name;
    private readonly int _index;

    private InstanceLocation(InstanceLocation? parent, string? name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    public static InstanceLocation Root { get; } = new(null, null, 0);

    public int Depth { get; }

    public InstanceLocation Property(string name) => new(this, name, 0);

    public InstanceLocation Item(int index) => new(this, null, index);

    /// <summary>The location as a JSON pointer; empty for the root.</summary>
    public override string ToString() => _parent is null ? "" : $"{_parent}/{Token()}";

    private string Token() => _name is null
        ? _index.ToString(CultureInfo.InvariantCulture)
        : _name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
