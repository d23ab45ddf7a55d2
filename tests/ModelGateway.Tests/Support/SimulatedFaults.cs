namespace ModelGateway.Tests.Support;

/// <summary>The faults of simulators by the failures that they are read as.</summary>
internal static class SimulatedFaults
{
    public static SimulatedFault For(FailureKind kind) => kind switch
    {
        FailureKind.Unavailable => SimulatedFault.Overloaded(),
        FailureKind.RateLimited => SimulatedFault.RateLimited(),
        FailureKind.QuotaExhausted => SimulatedFault.QuotaExhausted(),
        FailureKind.ContextTooLong => SimulatedFault.ContextTooLong(),
        FailureKind.ContentRefused => SimulatedFault.ContentFiltered(),
        FailureKind.Unauthorized => SimulatedFault.Unauthorized(),
        FailureKind.ModelNotFound => SimulatedFault.ModelNotFound(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No fault is read as this."),
    };
}
