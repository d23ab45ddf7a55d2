namespace ModelGateway.Costs;

/// <summary>A price as it is in force for an attempt, ready to be multiplied. Immutable.</summary>
internal sealed class PriceQuote
{
    // By rising size; the first is that of every request.
    private readonly Tier[] _tiers;
    private readonly PriceQuote? _standard;

    private PriceQuote(PriceRates rates, IReadOnlyList<PriceTier> tiers, string? serviceTier, PriceQuote? standard)
    {
        ServiceTier = serviceTier;
        _standard = standard;
        _tiers = new Tier[tiers.Count + 1];
        TokenRates buckets = new(rates);
        _tiers[0] = new Tier(-1, buckets, buckets.Ceiling);
        for (int i = 0; i < tiers.Count; i++)
        {
            rates = tiers[i].Rates.Over(rates);
            buckets = new TokenRates(rates);
            _tiers[i + 1] = new Tier(tiers[i].AboveInputTokens, buckets, buckets.Ceiling.Or(_tiers[i].Reached));
        }
    }

    /// <summary>The service tier that it is for; null for the standard one.</summary>
    public string? ServiceTier { get; }

    /// <summary>The quote by a rule.</summary>
    /// <param name="rule">The rule that applies.</param>
    /// <param name="standard">The standard tier's, where the rule is another's: a provider may serve a request there after all, so that both are held.</param>
    public static PriceQuote Of(PriceRule rule, PriceQuote? standard = null) => new(rule.Rates, rule.Tiers, rule.ServiceTier, standard);

    /// <summary>What a request with so much input, cached included, is billed by, all of it.</summary>
    public TokenRates For(long inputTokens)
    {
        int i = _tiers.Length - 1;
        while (inputTokens <= _tiers[i].Above && i > 0)
        {
            i--;
        }

        return _tiers[i].Rates;
    }

    /// <summary>What a request that is estimated to have so much input can be billed by at most.</summary>
    public PriceCeiling Reach(long estimatedInputTokens)
    {
        // A cliff close above the estimate may be where the request ends up: it would cost about twice as much as was held.
        long most = estimatedInputTokens + (estimatedInputTokens / 4);
        int i = _tiers.Length - 1;
        while (most <= _tiers[i].Above && i > 0)
        {
            i--;
        }

        PriceCeiling own = _tiers[i].Reached;
        return _standard is null ? own : own.Or(_standard.Reach(estimatedInputTokens));
    }

    /// <param name="Above">The input that a request must exceed.</param>
    /// <param name="Rates">What it then costs.</param>
    /// <param name="Reached">The dearest of this and all lower ones.</param>
    private sealed record Tier(long Above, TokenRates Rates, PriceCeiling Reached);
}
