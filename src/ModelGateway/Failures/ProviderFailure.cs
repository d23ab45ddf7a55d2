namespace ModelGateway.Failures;

/// <summary>A provider's refusal or fault, as read from its answer.</summary>
internal sealed record ProviderFailure(FailureKind Kind, string Message)
{
    /// <summary>The HTTP status; null where there was none (connection, clock, event within a stream).</summary>
    public int? StatusCode { get; init; }

    /// <summary>The provider's own error code or type, as sent.</summary>
    public string? Code { get; init => field = ShortText.Shorten(value); }

    /// <summary>How long the provider asks to wait, from the moment the answer was read.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider's id of the request, for its support.</summary>
    public string? ProviderRequestId { get; init => field = ShortText.Shorten(value); }

    /// <summary>
    /// How many tokens the model takes, where the refusal says so; for a request beyond a rate, how many may be sent at once.
    /// </summary>
    public long? ContextLimit { get; init; }

    /// <summary>How many tokens the refused request has by the provider's count.</summary>
    public long? RequestedTokens { get; init; }

    /// <summary>
    /// The limit of input tokens in a period that was reached. A request that is larger than the limit is always refused.
    /// </summary>
    public long? TokenQuota { get; init; }

    /// <summary>The period of the limit that was reached.</summary>
    public QuotaPeriod? QuotaPeriod { get; init; }

    /// <summary>The clock that ran out, when <see cref="Kind"/> is <see cref="FailureKind.Timeout"/>.</summary>
    public string? Clock { get; init; }
}
