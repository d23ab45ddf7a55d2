namespace ModelGateway.Resilience;

/// <summary>Counts a deployment's requests in flight and keeps them to a limit. Never waits.</summary>
internal sealed class ConcurrencyGate
{
    private int _inFlight;
    private int _refusals;

    /// <summary>How often somebody was refused. Who held a place for a moment only can tell by it whether that was in somebody's way.</summary>
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

        // Counted first and tried again then: either the one who leaves sees the refusal, or the place that it left is seen here.
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
