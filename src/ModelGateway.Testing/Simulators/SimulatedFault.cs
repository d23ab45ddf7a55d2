using ModelGateway.Testing.Simulators;

namespace ModelGateway.Testing;

/// <summary>
/// A fault of a provider. Faults with a status answer with the protocol's error body and headers. Faults of the body (cut, stall,
/// malformed, error event) start an answer and then break it.
/// </summary>
public sealed class SimulatedFault
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SimulatedFault(FaultKind kind) => Kind = kind;

    /// <summary>Completes when a response has stopped because of this fault (<see cref="Stall"/>, <see cref="NeverAnswer"/>).</summary>
    public Task Stalled => _stalled.Task;

    internal FaultKind Kind { get; }

    internal int StatusCode { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    internal string? Message { get; private init; }

    internal IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    internal long Count { get; private init; }

    internal long Limit { get; private init; }

    internal bool Abort { get; private init; }

    internal bool ActsOnBody => Kind >= FaultKind.Cut;

    /// <summary>An HTTP error with the protocol's error body.</summary>
    /// <param name="statusCode">The status, 400 to 599.</param>
    /// <param name="retryAfter">The wait that the server asks for, in the protocol's form. Default: none.</param>
    /// <param name="message">The error message. Default: the protocol's message for this status.</param>
    /// <param name="headers">Further response headers. Default: none.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Status(
        int statusCode, TimeSpan? retryAfter = null, string? message = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        return new(FaultKind.Status)
        {
            StatusCode = statusCode,
            RetryAfter = retryAfter,
            Message = message,
            Headers = headers ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>The service is overloaded: OpenAI and Gemini 503, Anthropic 529.</summary>
    /// <param name="retryAfter">The wait that the server asks for. Default: none.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Overloaded(TimeSpan? retryAfter = null) => new(FaultKind.Overloaded) { RetryAfter = retryAfter };

    /// <summary>429: too many requests; Gemini names the wait in <c>RetryInfo</c>, the others in <c>retry-after</c>.</summary>
    /// <param name="retryAfter">The wait that the server asks for. Default: none.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault RateLimited(TimeSpan? retryAfter = null) => new(FaultKind.RateLimited) { RetryAfter = retryAfter };

    /// <summary>The quota of the account is exhausted: OpenAI and Gemini 429, Anthropic 402.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault QuotaExhausted() => new(FaultKind.QuotaExhausted);

    /// <summary>400: the input is longer than the model's context window.</summary>
    /// <param name="tokens">The length in the error message. Default 250,000.</param>
    /// <param name="limit">The window in the error message. Default 200,000.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ContextTooLong(long tokens = 250_000, long limit = 200_000) =>
        new(FaultKind.ContextTooLong) { Count = tokens, Limit = limit };

    /// <summary>
    /// The content filter refuses the prompt: OpenAI (as on Azure) and Anthropic 400, Gemini 200 with <c>promptFeedback</c>.
    /// </summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault ContentFiltered() => new(FaultKind.ContentFiltered);

    /// <summary>The key is rejected although it is valid: OpenAI and Anthropic 401, Gemini 400.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault Unauthorized() => new(FaultKind.Unauthorized);

    /// <summary>404: the model is unknown.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault ModelNotFound() => new(FaultKind.ModelNotFound);

    /// <summary>The connection is aborted before any answer.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault DropConnection() => new(FaultKind.DropConnection);

    /// <summary>No answer is sent, not even headers, until the client disconnects or the simulator is disposed.</summary>
    /// <returns>The fault; <see cref="Stalled"/> completes when the request has arrived.</returns>
    public static SimulatedFault NeverAnswer() => new(FaultKind.NeverAnswer);

    /// <summary>The body ends after a number of bytes. A shorter body is sent whole.</summary>
    /// <param name="bytes">The bytes of the body that are sent, 0 or more.</param>
    /// <param name="abort">True (the default): the connection is aborted. False: the response ends as if it were complete.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault CutAfterBytes(long bytes, bool abort = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new(FaultKind.Cut) { Count = bytes, Abort = abort };
    }

    /// <summary>
    /// Sending stops after a number of bytes or at the end of the body. The connection stays open until the client disconnects or the
    /// simulator is disposed.
    /// </summary>
    /// <param name="afterBytes">The bytes of the body that are sent, 0 (headers alone) or more.</param>
    /// <returns>The fault; <see cref="Stalled"/> completes when sending has stopped.</returns>
    public static SimulatedFault Stall(long afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new(FaultKind.Stall) { Count = afterBytes };
    }

    /// <summary>
    /// After a number of events, a stream sends one with invalid JSON, followed by the rest. An answer without streaming loses its second
    /// half.
    /// </summary>
    /// <param name="chunks">The number of events before it, 0 or more. Events without content count too.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault MalformedAfterChunks(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return new(FaultKind.Malformed) { Count = chunks };
    }

    /// <summary>
    /// After a number of events the stream ends with the protocol's error event. An answer without streaming is <see cref="Overloaded"/>.
    /// </summary>
    /// <param name="chunks">The number of events before it, 0 or more. Events without content count too.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ErrorEventAfterChunks(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return new(FaultKind.ErrorEvent) { Count = chunks };
    }

    internal void MarkStalled() => _stalled.TrySetResult();
}
