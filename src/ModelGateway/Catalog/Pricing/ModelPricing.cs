namespace ModelGateway;

/// <summary>All that a provider asks for a model: rules by date, hour and service tier, and factors on them.</summary>
public sealed record ModelPricing
{
    /// <summary>The rules, the general first: of those that apply the last counts.</summary>
    public required IReadOnlyList<PriceRule> Rules { get; init; }

    /// <summary>Factors.</summary>
    public IReadOnlyList<PriceMultiplier> Multipliers { get; init; } = [];

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
    public bool Equals(ModelPricing? other) => other is not null && Rules.SequenceEqual(other.Rules) && Multipliers.SequenceEqual(other.Multipliers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rules.Count, Multipliers.Count, Rules.Count > 0 ? Rules[0] : null);
}
