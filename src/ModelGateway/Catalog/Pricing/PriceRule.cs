namespace ModelGateway;

/// <summary>What a model costs at some time, in some service tier. The rule that applies is the last of those that do.</summary>
public sealed record PriceRule
{
    /// <summary>The instant from which it applies; null for always.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The instant until which it applies, exclusive; null for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The hours that it is limited to; null for all.</summary>
    public PriceWindow? Window { get; init; }

    /// <summary>The service tier that it is for, e.g. <c>batch</c>, <c>flex</c> or <c>priority</c>; null for the standard one.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The prices.</summary>
    public required PriceRates Rates { get; init; }

    /// <summary>Other prices for large requests, by rising size.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(PriceRule? other) =>
        other is not null && From == other.From && Until == other.Until && Window == other.Window && ServiceTier == other.ServiceTier
        && Rates.Equals(other.Rates) && Tiers.SequenceEqual(other.Tiers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, Until, Window, ServiceTier, Rates, Tiers.Count);
}
