namespace ModelGateway.Schemas;

/// <summary>
/// What does not fit, in the order in which it was found. Only the first faults are kept: a report needs no more than 20.
/// </summary>
/// <param name="most">How many are kept.</param>
internal sealed class SchemaFaults(int most = 20)
{
    private readonly List<SchemaFault> _faults = [];

    // The level of the shallowest fault. An alternative that fails deep inside is more likely the one that was meant.
    private int _depth = int.MaxValue;

    public IReadOnlyList<SchemaFault> All => _faults;

    public int Count => _faults.Count;

    public bool IsFull => _faults.Count >= most;

    public void Add(InstanceLocation location, string message)
    {
        _depth = Math.Min(_depth, location.Depth);
        if (!IsFull)
        {
            _faults.Add(new SchemaFault(location.ToString(), message));
        }
    }

    public void Add(SchemaFaults others)
    {
        _depth = Math.Min(_depth, others._depth);
        _faults.AddRange(others._faults.Take(most - _faults.Count));
    }

    /// <summary>Whether an alternative with these faults came nearer to fitting than one with the others.</summary>
    public bool IsNearerThan(SchemaFaults other) => _depth > other._depth || (_depth == other._depth && Count < other.Count);
}

/// <summary>One part of a value that does not fit its schema.</summary>
/// <param name="Pointer">Where it is, as a JSON pointer; empty for the whole value.</param>
/// <param name="Message">What is wrong, as the end of a sentence. It contains nothing of the value but its kind and size.</param>
internal readonly record struct SchemaFault(string Pointer, string Message)
{
    public override string ToString() => $"{(Pointer.Length == 0 ? "the value" : Pointer)}: {Message}";
}
