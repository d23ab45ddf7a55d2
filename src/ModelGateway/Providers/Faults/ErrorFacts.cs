namespace ModelGateway.Providers.Faults;

/// <summary>What an error's body says.</summary>
internal readonly record struct ErrorFacts
{
    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    /// <summary>Azure's <c>innererror.code</c>.</summary>
    public string? InnerCode { get; init; }

    /// <summary>Whether it carries a moderation's reasons, as OpenRouter's do.</summary>
    public bool IsModeration { get; init; }

    /// <summary>A status that is told in the body alone, as errors within streams do.</summary>
    public int? StatusCode { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
