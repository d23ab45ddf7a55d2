namespace ModelGateway.Tokens;

/// <summary>
/// An estimated number of tokens. Budgets hold <see cref="High"/>; a request is refused as too large by <see cref="Low"/>.
/// </summary>
/// <param name="Low">The lower bound.</param>
/// <param name="Expected">The most likely count.</param>
/// <param name="High">The upper bound.</param>
internal readonly record struct TokenEstimate(long Low, long Expected, long High)
{
    /// <summary>An exact count.</summary>
    public static TokenEstimate Exactly(long tokens) => new(tokens, tokens, tokens);

    public static TokenEstimate operator +(TokenEstimate left, TokenEstimate right) =>
        new(left.Low + right.Low, left.Expected + right.Expected, left.High + right.High);

    /// <summary>This estimate times a factor for each bound.</summary>
    public TokenEstimate Times((double Low, double Expected, double High) factor) =>
        new((long)(Low * factor.Low), (long)Math.Round(Expected * factor.Expected), (long)Math.Ceiling(High * factor.High));

    public static TokenEstimate operator *(TokenEstimate estimate, int times) =>
        new(estimate.Low * times, estimate.Expected * times, estimate.High * times);
}
