namespace ModelGateway.Resilience;

/// <summary>
/// Counts answers and failures over a sliding window, in a ring of buckets. Adding takes no lock unless a new bucket begins.
/// </summary>
internal sealed class AnswerWindow
{
    private const int Count = 16;

    private readonly Lock _lock = new();
    private readonly Bucket?[] _ring = new Bucket?[Count];
    private Bucket _current = new();
    private int _index;

    public void AddAnswer(in BreakerMoment at) => Interlocked.Increment(ref Current(at).Answers);

    public void AddFailure(in BreakerMoment at) => Interlocked.Increment(ref Current(at).Failures);

    /// <summary>
    /// The latest answers and calls: of as many buckets, from the current one back, as it takes to have enough calls.
    /// </summary>
    public (int Answers, int Calls) Latest(in BreakerMoment at, int enough)
    {
        long oldest = at.Now - at.Stamps(at.Settings.Window);
        (int answers, int calls) = (0, 0);
        lock (_lock)
        {
            for (int i = 0; i < Count && calls < enough; i++)
            {
                if (_ring[(_index + Count - i) % Count] is not { } bucket || bucket.Start < oldest)
                {
                    break;
                }

                answers += bucket.Answers;
                calls += bucket.Answers + bucket.Failures;
            }
        }

        return (answers, calls);
    }

    private Bucket Current(in BreakerMoment at)
    {
        Bucket bucket = Volatile.Read(ref _current);
        return at.Now < bucket.End ? bucket : Next(at);
    }

    private Bucket Next(in BreakerMoment at)
    {
        lock (_lock)
        {
            if (at.Now < _current.End)
            {
                return _current;
            }

            // A thread that still holds this bucket from a whole window ago counts one call late, which is of no consequence.
            _index = (_index + 1) % Count;
            Bucket bucket = _ring[_index] ??= new Bucket();
            bucket.Begin(at.Now, at.Now + Math.Max(1, at.Stamps(at.Settings.Window) / (Count - 1)));
            Volatile.Write(ref _current, bucket);
            return bucket;
        }
    }

    private sealed class Bucket
    {
        public int Answers;
        public int Failures;

        public long Start { get; private set; } = long.MinValue;

        public long End { get; private set; } = long.MinValue;

        public void Begin(long start, long end)
        {
            Answers = Failures = 0;
            Start = start;
            End = end;
        }
    }
}
