namespace ModelGateway.Resilience;

/// <summary>Counts a deployment's requests in flight and limits them. Never waits.</summary>
internal sealed class ConcurrencyGate
{
    private int _inFlight;
    private int _refusals;

    /// <summary>
    /// How many requests were refused. An attempt that gave its permit back unused can tell by a change whether it was in the way of
    /// another request.
    /// </summary>
    public int Refusals => Volatile.Read(ref _refusals);

    public int InFlight => Volatile.Read(ref _inFlight);

    public bool TryEnter(int? limit)
    {
        if (limit is not { } most)
        {
            Interlocked.Increment(ref _inFlight);
            return true;
        }

        if (TryEnter(most))
        {
            return true;
        }

        // Count the refusal, then try again. If a permit is returned at the same time, either its owner sees the refusal, or we see the
        // permit.
        Interlocked.Increment(ref _refusals);
        return TryEnter(most);
    }

    public void Exit() => Interlocked.Decrement(ref _inFlight);

    private bool TryEnter(int most)
    {
        int current = Volatile.Read(ref _inFlight);
        while (current < most)
        {
            int seen = Interlocked.CompareExchange(ref _inFlight, current + 1, current);
            if (seen == current)
            {
                return true;
            }

            current = seen;
        }

        return false;
    }
}
