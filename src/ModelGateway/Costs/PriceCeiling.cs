namespace ModelGateway.Costs;

/// <summary>The highest prices that a request can be billed at, no matter into which buckets its tokens fall.</summary>
/// <param name="Input">For input, in US dollars per million tokens; null if the plain price is unknown.</param>
/// <param name="Output">For output, likewise.</param>
/// <param name="Request">For the requests themselves, in US dollars per thousand.</param>
internal readonly record struct PriceCeiling(decimal? Input, decimal? Output, decimal Request)
{
    /// <summary>The higher price of two ceilings; unknown if either price is.</summary>
    public PriceCeiling Or(in PriceCeiling other) =>
        new(Higher(Input, other.Input), Higher(Output, other.Output), Math.Max(Request, other.Request));

    private static decimal? Higher(decimal? left, decimal? right) => left is { } a && right is { } b ? Math.Max(a, b) : null;
}
