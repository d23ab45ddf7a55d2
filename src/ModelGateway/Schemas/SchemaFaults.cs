namespace ModelGateway.Schemas;

/// <summary>What was found wrong; the first few of it, as nobody reads more.</summary>
internal sealed class SchemaFaults
{
    private const int Most = 20;

    private readonly List<SchemaFault> _faults = [];

    public IReadOnlyList<SchemaFault> All => _faults;

    public int Count => _faults.Count;

    public bool IsFull => _faults.Count >= Most;

    /// <summary>How far down the nearest of the faults is: an alternative that fails deep inside is more likely the one that was meant.</summary>
    public int Depth { get; private set; } = int.MaxValue;

    public void Add(SchemaPlace place, string message)
    {
        Depth = Math.Min(Depth, place.Depth);
        if (!IsFull)
        {
            _faults.Add(new SchemaFault(place.ToString(), message));
        }
    }

    public void Add(SchemaFaults others)
    {
        Depth = Math.Min(Depth, others.Depth);
        _faults.AddRange(others._faults.Take(Most - _faults.Count));
    }
}
