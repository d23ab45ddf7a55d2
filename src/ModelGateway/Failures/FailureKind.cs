namespace ModelGateway;

/// <summary>What went wrong with an attempt. The kind decides what is tried next.</summary>
public enum FailureKind
{
    /// <summary>Nothing is known of the cause. The next deployment is tried.</summary>
    Unknown = 0,

    /// <summary>The provider is down, overloaded or unreachable (5xx, connection lost). The next deployment is tried.</summary>
    Unavailable,

    /// <summary>One of the gateway's clocks ran out: connect, first token, idle or total. The next deployment is tried.</summary>
    Timeout,

    /// <summary>
    /// The provider limits the rate. The key is not used until the time that the provider names; another key or deployment is tried.
    /// </summary>
    RateLimited,

    /// <summary>The provider refused the key. The key is put aside; another key or deployment is tried.</summary>
    Unauthorized,

    /// <summary>
    /// The account has no money or has reached its spending limit. The key is put aside; another key or deployment is tried.
    /// </summary>
    QuotaExhausted,

    /// <summary>The provider does not serve this model (any more). The next deployment is tried.</summary>
    ModelNotFound,

    /// <summary>The request is not valid at any provider. It is not tried again.</summary>
    InvalidRequest,

    /// <summary>The input is longer than the model's context window. Only a deployment with a larger window is tried.</summary>
    ContextTooLong,

    /// <summary>The provider's content filter refused the request. It is tried elsewhere only where the route allows it.</summary>
    ContentRefused,

    /// <summary>
    /// The answer broke off, or its stream ended without the terminal event. Before the first content the next deployment is tried.
    /// </summary>
    Truncated,

    /// <summary>The provider sent something that its own protocol does not allow. The next deployment is tried.</summary>
    Malformed,

    /// <summary>The request needs something that this deployment cannot do. The next deployment is tried.</summary>
    Unsupported,
}
