namespace ModelGateway.Routing;

/// <summary>How far a request has got with one candidate.</summary>
internal struct PlanProgress
{
    public bool IsOut;
    public ulong TriedKeys;
}
