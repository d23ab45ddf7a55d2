namespace ModelGateway.Protocols.Errors;

/// <summary>The facts in an error's body.</summary>
internal readonly record struct ErrorFacts
{
    /// <summary>Whether nothing says that there is an error.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Message) && Code is null or "0" && Type is null && InnerCode is null
        && string.IsNullOrEmpty(Status) && StatusCode is null && !IsModeration;

    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    /// <summary>Azure's <c>innererror.code</c>, Anthropic's <c>details.error_code</c>, the reason of Google's <c>ErrorInfo</c>.</summary>
    public string? InnerCode { get; init; }

    /// <summary>Google's name of the status, e.g. <c>RESOURCE_EXHAUSTED</c>; null where the error is not in Google's form.</summary>
    public string? Status { get; init; }

    /// <summary>Whether it carries a moderation's reasons, as OpenRouter's do.</summary>
    public bool IsModeration { get; init; }

    /// <summary>The status in the body. Errors within streams have no other.</summary>
    public int? StatusCode { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The period of the limit that was reached, where the body has a field for it.</summary>
    public QuotaPeriod? QuotaPeriod { get; init; }

    /// <summary>The limit of input tokens that was reached: one request that is larger never gets through.</summary>
    public long? TokenQuota { get; init; }

    /// <summary>Whether a limit is zero: the account may not use the model at all.</summary>
    public bool HasNoShare { get; init; }

    /// <summary>The context's size and the request's, where the body has fields for them.</summary>
    public ContextOverflow Overflow { get; init; }
}
