namespace ModelGateway.Protocols.RateLimiting;

/// <summary>What the number in a header of a rate limit is.</summary>
internal enum RateLimitField
{
    Limit,
    Remaining,
    Reset,
}
