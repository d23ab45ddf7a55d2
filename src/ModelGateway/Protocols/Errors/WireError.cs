namespace ModelGateway.Protocols.Errors;

/// <summary>
/// How a protocol says a failure: a row of its table of errors. Errors that are read may come in many more forms; an error that is written comes in
/// this one, and reads back as the same kind.
/// </summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Word">The protocol's code or status name, or its words where it has no codes.</param>
internal readonly record struct WireError(FailureKind Kind, int StatusCode, string Word);
