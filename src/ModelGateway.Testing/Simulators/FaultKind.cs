namespace ModelGateway.Testing.Simulators;

internal enum FaultKind
{
    Status,
    Overloaded,
    RateLimited,
    OutOfMoney,
    ContextTooLong,
    ContentFiltered,
    WrongKey,
    ModelNotFound,
    DropConnection,
    NeverAnswer,
    Cut,
    Stall,
    Malformed,
    ErrorEvent,
}
