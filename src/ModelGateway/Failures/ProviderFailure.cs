namespace ModelGateway.Failures;

/// <summary>A provider's refusal or fault, read from its answer: what it means, and the facts behind it.</summary>
internal sealed record ProviderFailure(FailureKind Kind, string Message)
{
    /// <summary>The HTTP status; null where there was none (connection, clock, event within a stream).</summary>
    public int? StatusCode { get; init; }

    /// <summary>The provider's own error code or type, as sent.</summary>
    public string? Code { get; init; }

    /// <summary>How long the provider asks to wait, from the moment the answer was read.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider's id of the request, for its support.</summary>
    public string? ProviderRequestId { get; init; }

    /// <summary>Which clock ran out, when <see cref="Kind"/> is <see cref="FailureKind.Timeout"/>.</summary>
    public string? Clock { get; init; }
}
