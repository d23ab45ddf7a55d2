namespace ModelGateway.Keys;

/// <summary>Whose turn it is among a provider's keys, counted over all of its deployments.</summary>
internal sealed class RoundRobinCounter
{
    private int _next;

    public uint Next() => (uint)Interlocked.Increment(ref _next) - 1;
}
