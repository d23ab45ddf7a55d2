namespace ModelGateway;

/// <summary>The prices of a model during a period, in one service tier. Of several rules that apply, the last one counts.</summary>
public sealed record PriceRule
{
    /// <summary>The start of the period, inclusive; null where it has no start.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the period, exclusive; null where it has no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The hours of the day in which the rule applies; null for all hours.</summary>
    public PriceWindow? Window { get; init; }

    /// <summary>The service tier, e.g. <c>batch</c>, <c>flex</c> or <c>priority</c>; null for the standard tier.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The prices.</summary>
    public required PriceRates Rates { get; init; }

    /// <summary>Different prices for large requests, in order of size.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(PriceRule? other) =>
        other is not null && From == other.From && Until == other.Until && Window == other.Window && ServiceTier == other.ServiceTier
        && Rates.Equals(other.Rates) && Tiers.SequenceEqual(other.Tiers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, Until, Window, ServiceTier, Rates, Tiers.Count);
}
