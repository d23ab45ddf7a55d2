namespace ModelGateway.Costs;

/// <summary>The most that tokens can cost, whatever bucket they turn out to be of.</summary>
/// <param name="Input">US dollars per million tokens; null where the plain price is unknown.</param>
/// <param name="Output">The same of output.</param>
/// <param name="Request">US dollars per thousand requests, beside their tokens.</param>
internal readonly record struct PriceCeiling(decimal? Input, decimal? Output, decimal Request)
{
    /// <summary>The dearer of both; unknown where either is.</summary>
    public PriceCeiling Or(in PriceCeiling other) =>
        new(Dearer(Input, other.Input), Dearer(Output, other.Output), Math.Max(Request, other.Request));

    private static decimal? Dearer(decimal? left, decimal? right) => left is { } a && right is { } b ? Math.Max(a, b) : null;
}
