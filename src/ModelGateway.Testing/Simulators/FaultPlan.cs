namespace ModelGateway.Testing.Simulators;

/// <summary>The faults of the coming requests: first those for the next requests in order, then the one for all.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Queue<SimulatedFault> _next = new();
    private SimulatedFault? _always;

    public void Add(SimulatedFault fault, int times)
    {
        lock (_lock)
        {
            for (int i = 0; i < times; i++)
            {
                _next.Enqueue(fault);
            }
        }
    }

    public void SetAlways(SimulatedFault fault)
    {
        lock (_lock)
        {
            _always = fault;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _next.Clear();
            _always = null;
        }
    }

    public SimulatedFault? Take()
    {
        lock (_lock)
        {
            return _next.TryDequeue(out SimulatedFault? fault) ? fault : _always;
        }
    }

    /// <summary>The fault of requests that no single fault applies to, such as the list of models.</summary>
    public SimulatedFault? Outage()
    {
        lock (_lock)
        {
            return _always is { ActsOnBody: false } ? _always : null;
        }
    }
}
