namespace ModelGateway.Tests.Integration;

/// <summary>A fault before the first content, with the failure kind, status and text that the receipt must have.</summary>
internal sealed record FaultCase(Func<SimulatedFault> Create, FailureKind Kind, int? Status)
{
    public static IReadOnlyDictionary<string, FaultCase> BeforeContent { get; } = new Dictionary<string, FaultCase>
    {
        ["500"] = new(() => SimulatedFault.Status(500), FailureKind.Unavailable, 500),
        ["503"] = new(() => SimulatedFault.Status(503), FailureKind.Unavailable, 503),
        ["529"] = new(() => SimulatedFault.Status(529), FailureKind.Unavailable, 529),
        ["overloaded"] = new(() => SimulatedFault.Overloaded(), FailureKind.Unavailable, -1),
        ["429"] = new(() => SimulatedFault.RateLimited(TimeSpan.FromSeconds(20)), FailureKind.RateLimited, 429),
        ["401"] = new(() => SimulatedFault.Status(401), FailureKind.Unauthorized, 401),
        ["wrong key"] = new(() => SimulatedFault.Unauthorized(), FailureKind.Unauthorized, -1),
        ["402"] = new(() => SimulatedFault.Status(402), FailureKind.QuotaExhausted, 402),
        ["out of money"] = new(() => SimulatedFault.QuotaExhausted(), FailureKind.QuotaExhausted, -1),
        ["model not found"] = new(() => SimulatedFault.ModelNotFound(), FailureKind.ModelNotFound, 404),
        ["dropped"] = new(() => SimulatedFault.DropConnection(), FailureKind.Unavailable, null),
        ["torn at once"] = new(() => SimulatedFault.CutAfterBytes(0), FailureKind.Truncated, null),
        ["torn early"] = new(() => SimulatedFault.CutAfterBytes(40), FailureKind.Truncated, null),
        ["malformed"] = new(() => SimulatedFault.MalformedAfterChunks(0), FailureKind.Malformed, null),
        ["error event"] = new(() => SimulatedFault.ErrorEventAfterChunks(0), FailureKind.Unavailable, -1),
    };

    /// <summary>Google answers an exhausted daily quota like a rate limit.</summary>
    public FailureKind KindAt(SimulatedProtocol protocol) =>
        protocol == SimulatedProtocol.Gemini && Kind == FailureKind.QuotaExhausted && Status == -1 ? FailureKind.RateLimited : Kind;

    /// <summary>OpenAI's Responses and Mistral answer an unknown model with 400.</summary>
    public int? StatusAt(SimulatedProtocol protocol) =>
        protocol is SimulatedProtocol.OpenAIResponses or SimulatedProtocol.Mistral && Kind == FailureKind.ModelNotFound ? 400 : Status;
}
