namespace ModelGateway.Resilience;

/// <summary>Counts a deployment's requests in flight and keeps them to a limit. Never waits.</summary>
internal sealed class ConcurrencyGate
{
    private int _inFlight;

    public int InFlight => Volatile.Read(ref _inFlight);

    public bool TryEnter(int? limit)
    {
        if (limit is not { } most)
        {
            Interlocked.Increment(ref _inFlight);
            return true;
        }

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

    public void Exit() => Interlocked.Decrement(ref _inFlight);
}
