using ModelGateway.Testing.Simulators;

namespace ModelGateway.Testing;

/// <summary>
/// Something that goes wrong at a provider. Faults with a status answer with the protocol's own error body and headers; faults of the body
/// (cut, stall, malformed, error event) let an answer begin and then spoil it.
/// </summary>
public sealed class SimulatedFault
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SimulatedFault(FaultKind kind) => Kind = kind;

    /// <summary>Completes once a response stands still because of this fault (<see cref="Stall"/>, <see cref="NeverAnswer"/>).</summary>
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

    /// <summary>An HTTP error with the body that the protocol has for it.</summary>
    /// <param name="statusCode">The status, 400 to 599.</param>
    /// <param name="retryAfter">The wait that the server asks for, in the protocol's own form. Default: none.</param>
    /// <param name="message">The error's message. Default: the protocol's own for this status.</param>
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

    /// <summary>The account has no money left: OpenAI and Gemini 429, Anthropic 402.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault QuotaExhausted() => new(FaultKind.QuotaExhausted);

    /// <summary>400: the input is longer than the model's context window.</summary>
    /// <param name="tokens">The length that the error names. Default 250,000.</param>
    /// <param name="limit">The window that the error names. Default 200,000.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ContextTooLong(long tokens = 250_000, long limit = 200_000) =>
        new(FaultKind.ContextTooLong) { Count = tokens, Limit = limit };

    /// <summary>
    /// The content filter refuses the prompt: OpenAI (as on Azure) and Anthropic 400, Gemini 200 with <c>promptFeedback</c>.
    /// </summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault ContentFiltered() => new(FaultKind.ContentFiltered);

    /// <summary>The key is refused, though it is right: OpenAI and Anthropic 401, Gemini 400.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault Unauthorized() => new(FaultKind.Unauthorized);

    /// <summary>404: the model is not known.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault ModelNotFound() => new(FaultKind.ModelNotFound);

    /// <summary>The connection is aborted before any answer.</summary>
    /// <returns>The fault.</returns>
    public static SimulatedFault DropConnection() => new(FaultKind.DropConnection);

    /// <summary>Nothing is answered, not even headers, until the client goes or the simulator is disposed.</summary>
    /// <returns>The fault; <see cref="Stalled"/> completes when the request has arrived.</returns>
    public static SimulatedFault NeverAnswer() => new(FaultKind.NeverAnswer);

    /// <summary>The body ends after so many bytes. A body that is not longer than that is left whole.</summary>
    /// <param name="bytes">The bytes of the body that are sent, 0 or more.</param>
    /// <param name="abort">True (the default): the connection is torn. False: the response ends as if it were complete.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault CutAfterBytes(long bytes, bool abort = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new(FaultKind.Cut) { Count = bytes, Abort = abort };
    }

    /// <summary>
    /// Sending stops after so many bytes of the body, or at its end, and the connection stays open until the client goes or the simulator
    /// is disposed.
    /// </summary>
    /// <param name="afterBytes">The bytes of the body that are sent, 0 (headers alone) or more.</param>
    /// <returns>The fault; <see cref="Stalled"/> completes when the server stands still.</returns>
    public static SimulatedFault Stall(long afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new(FaultKind.Stall) { Count = afterBytes };
    }

    /// <summary>
    /// After so many events of a stream one comes whose JSON is broken, and then the rest as if nothing had been. An answer without
    /// streaming loses its second half.
    /// </summary>
    /// <param name="chunks">The events that precede it, 0 or more; every event counts, those without content too.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault MalformedAfterChunks(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return new(FaultKind.Malformed) { Count = chunks };
    }

    /// <summary>
    /// After so many events the stream ends with the protocol's own error event. An answer without streaming is <see cref="Overloaded"/>.
    /// </summary>
    /// <param name="chunks">The events that precede it, 0 or more; every event counts, those without content too.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ErrorEventAfterChunks(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return new(FaultKind.ErrorEvent) { Count = chunks };
    }

    internal void MarkStalled() => _stalled.TrySetResult();
}
