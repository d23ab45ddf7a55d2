namespace ModelGateway.Costs;

/// <summary>The prices that apply to one attempt, by tiers of input size. Immutable.</summary>
internal sealed class PriceQuote
{
    // By rising size of the input; the first applies to every request.
    private readonly Tier[] _tiers;
    private readonly PriceQuote? _standard;

    private PriceQuote(PriceRates rates, IReadOnlyList<PriceTier> tiers, string? serviceTier, PriceQuote? standard)
    {
        ServiceTier = serviceTier;
        _standard = standard;
        _tiers = new Tier[tiers.Count + 1];
        TokenRates current = new(rates);
        _tiers[0] = new Tier(-1, current, current.Ceiling);
        for (int i = 0; i < tiers.Count; i++)
        {
            rates = tiers[i].Rates.Over(rates);
            current = new TokenRates(rates);
            _tiers[i + 1] = new Tier(tiers[i].AboveInputTokens, current, current.Ceiling.Or(_tiers[i].Reached));
        }
    }

    /// <summary>The service tier that the prices are for; null for the standard tier.</summary>
    public string? ServiceTier { get; }

    /// <summary>Quotes a rule of the catalog.</summary>
    /// <param name="rule">The rule that applies.</param>
    /// <param name="standard">
    /// The standard tier's quote, if the rule is for another tier: a provider may serve the request in the standard tier after all, so a
    /// hold must cover both.
    /// </param>
    public static PriceQuote From(PriceRule rule, PriceQuote? standard = null) => new(rule.Rates, rule.Tiers, rule.ServiceTier, standard);

    /// <summary>The prices at which a request is billed as a whole, by its input tokens, cached ones included.</summary>
    public TokenRates For(long inputTokens)
    {
        int i = _tiers.Length - 1;
        while (inputTokens <= _tiers[i].Above && i > 0)
        {
            i--;
        }

        return _tiers[i].Rates;
    }

    /// <summary>The highest prices that a request can be billed at, by the estimate of its input tokens.</summary>
    public PriceCeiling Reach(long estimatedInputTokens)
    {
        // The estimate may be too low. A tier that begins close above it may apply, and prices there are about twice as high, so it counts.
        long most = estimatedInputTokens + (estimatedInputTokens / 4);
        int i = _tiers.Length - 1;
        while (most <= _tiers[i].Above && i > 0)
        {
            i--;
        }

        PriceCeiling own = _tiers[i].Reached;
        return _standard is null ? own : own.Or(_standard.Reach(estimatedInputTokens));
    }

    /// <param name="Above">The input tokens that a request must exceed.</param>
    /// <param name="Rates">The prices in this tier.</param>
    /// <param name="Reached">The highest prices of this tier and all tiers below it.</param>
    private sealed record Tier(long Above, TokenRates Rates, PriceCeiling Reached);
}
