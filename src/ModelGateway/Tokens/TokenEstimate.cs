namespace ModelGateway.Tokens;

/// <summary>How many tokens something has, about. A hold takes <see cref="High"/>, a refusal goes by <see cref="Low"/>.</summary>
/// <param name="Low">As few as it may have.</param>
/// <param name="Expected">The most likely count.</param>
/// <param name="High">As many as it may have.</param>
internal readonly record struct TokenEstimate(long Low, long Expected, long High)
{
    /// <summary>A count that is known.</summary>
    public static TokenEstimate Exactly(long tokens) => new(tokens, tokens, tokens);

    public static TokenEstimate operator +(TokenEstimate left, TokenEstimate right) =>
        new(left.Low + right.Low, left.Expected + right.Expected, left.High + right.High);

    /// <summary>The same times a factor for each bound.</summary>
    public TokenEstimate Times((double Low, double Expected, double High) factor) =>
        new((long)(Low * factor.Low), (long)Math.Round(Expected * factor.Expected), (long)Math.Ceiling(High * factor.High));

    public static TokenEstimate operator *(TokenEstimate estimate, int times) => new(estimate.Low * times, estimate.Expected * times, estimate.High * times);
}
