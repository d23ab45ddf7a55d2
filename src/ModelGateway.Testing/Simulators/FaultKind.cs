namespace ModelGateway.Testing.Simulators;

internal enum FaultKind
{
    Status,
    Overloaded,
    RateLimited,
    QuotaExhausted,
    ContextTooLong,
    ContentFiltered,
    Unauthorized,
    ModelNotFound,
    DropConnection,
    NeverAnswer,
    Cut,
    Stall,
    Malformed,
    ErrorEvent,
}
