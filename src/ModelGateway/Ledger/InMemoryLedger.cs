using ModelGateway.Ledger;

namespace ModelGateway;

/// <summary>Keeps the newest entries in memory; safe for concurrent use.</summary>
public sealed class InMemoryLedger : ILedger
{
    /// <summary>How many entries are kept by default.</summary>
    public const int DefaultCapacity = 10_000;

    private readonly Lock _lock = new();
    private readonly int _capacity;
    private LedgerRow[] _ring = [];
    private long _count;

    /// <summary>Initializes a ledger.</summary>
    /// <param name="capacity">How many entries are kept; the oldest are dropped first. The default is 10,000.</param>
    public InMemoryLedger(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>How many entries were appended, including those no longer kept.</summary>
    public long TotalCount
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <inheritdoc/>
    public void Append(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            if (_count == _ring.Length && _ring.Length < _capacity)
            {
                Array.Resize(ref _ring, Math.Min(_capacity, Math.Max(16, _ring.Length * 2)));
            }

            _ring[_count % _ring.Length] = new LedgerRow(entry);
            _count++;
        }
    }

    /// <summary>The entries that are kept, oldest first.</summary>
    /// <returns>A copy of the entries at this moment.</returns>
    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_lock)
        {
            int kept = (int)Math.Min(_count, _ring.Length);
            LedgerEntry[] entries = new LedgerEntry[kept];
            for (int i = 0; i < kept; i++)
            {
                entries[i] = _ring[(_count - kept + i) % _ring.Length].ToEntry();
            }

            return entries;
        }
    }
}
