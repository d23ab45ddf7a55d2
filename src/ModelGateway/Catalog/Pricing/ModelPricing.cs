using ModelGateway.Catalog.Pricing;

namespace ModelGateway;

/// <summary>What a model costs: rules by date, hour and service tier. <see cref="PerMillion"/> makes a flat price.</summary>
public sealed record ModelPricing
{
    /// <summary>The rules, the general ones first. Of several rules that apply, the last one counts.</summary>
    public required IReadOnlyList<PriceRule> Rules { get; init; }

    /// <summary>Factors on the rules' prices, as catalogs list them. They are not applied.</summary>
    internal IReadOnlyList<PriceMultiplier> Multipliers { get; init; } = [];

    /// <summary>Whether the only rule holds for every service tier: a flat price of the application.</summary>
    internal bool IsFlat { get; private init; }

    /// <summary>
    /// A flat price per token, in US dollars per million tokens, for every service tier. Tokens without a price of their own are billed as
    /// input. Calls that providers bill one by one (web searches and other tools that they run) are not in it: they are counted, and the
    /// receipt says that their cost is missing.
    /// </summary>
    /// <param name="input">Input tokens.</param>
    /// <param name="output">Output tokens, reasoning included.</param>
    /// <param name="cacheRead">Input tokens read from the provider's prompt cache; null bills them as input.</param>
    /// <param name="cacheWrite">Input tokens written to the provider's prompt cache; null bills them as input.</param>
    /// <param name="cacheWrite1Hour">
    /// Input tokens written to the provider's prompt cache for one hour, which Anthropic bills at twice the input; null bills them as
    /// <paramref name="cacheWrite"/>, which is too little there.
    /// </param>
    /// <returns>The price.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A price is negative.</exception>
    public static ModelPricing PerMillion(
        decimal input, decimal output, decimal? cacheRead = null, decimal? cacheWrite = null, decimal? cacheWrite1Hour = null)
    {
        List<KeyValuePair<PriceUnit, decimal>> rates = [];
        Add(PriceUnit.Input, input, nameof(input));
        Add(PriceUnit.Output, output, nameof(output));
        Add(PriceUnit.CacheRead, cacheRead, nameof(cacheRead));
        Add(PriceUnit.CacheWrite, cacheWrite, nameof(cacheWrite));
        Add(PriceUnit.CacheWrite1Hour, cacheWrite1Hour, nameof(cacheWrite1Hour));
        return new ModelPricing { Rules = [new PriceRule { Rates = new PriceRates(rates) }], IsFlat = true };

        void Add(PriceUnit unit, decimal? usd, string name)
        {
            if (usd is { } known)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(known, name);
                rates.Add(new(unit, known));
            }
        }
    }

    /// <summary>The rule that applies at an instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="serviceTier">The service tier; null for the standard one.</param>
    /// <returns>The rule; null where there is none.</returns>
    public PriceRule? Find(DateTimeOffset instant, string? serviceTier = null)
    {
        for (int i = Rules.Count - 1; i >= 0; i--)
        {
            PriceRule rule = Rules[i];
            if (string.Equals(rule.ServiceTier, serviceTier, StringComparison.OrdinalIgnoreCase)
                && !(instant < rule.From) && !(instant >= rule.Until) && rule.Window?.Contains(instant) is not false)
            {
                return rule;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(ModelPricing? other) =>
        other is not null && IsFlat == other.IsFlat && Rules.SequenceEqual(other.Rules) && Multipliers.SequenceEqual(other.Multipliers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rules.Count, Multipliers.Count, Rules.Count > 0 ? Rules[0] : null);
}
