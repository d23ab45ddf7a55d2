namespace ModelGateway;

/// <summary>What a rate limit counts.</summary>
public enum RateLimitSubject
{
    /// <summary>Requests.</summary>
    Requests = 0,

    /// <summary>Tokens, those of input and output together unless the provider limits them apart.</summary>
    Tokens,

    /// <summary>Input tokens.</summary>
    InputTokens,

    /// <summary>Output tokens.</summary>
    OutputTokens,
}
