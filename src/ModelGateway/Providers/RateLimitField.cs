namespace ModelGateway.Providers;

/// <summary>What the number in a header of a rate limit is.</summary>
internal enum RateLimitField
{
    Limit,
    Remaining,
    Reset,
}
