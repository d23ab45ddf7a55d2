namespace ModelGateway.Costs;

/// <summary>
/// What a model costs, quoted for an instant: by the application's flat price, else by the catalog's rules. A quote is kept until its next
/// change, so that an attempt allocates nothing, and does not even look at the clock where a price never changes.
/// </summary>
internal sealed class DeploymentPricing(ModelInfo model)
{
    private readonly PriceQuote? _flat = model.Pricing is { IsFlat: true } flat ? PriceQuote.Of(flat.Rules[0]) : null;
    private readonly ModelPricing? _pricing = model.Pricing is { IsFlat: true } ? null : model.Pricing;
    private InForce? _standard;
    private InForce? _other;

    /// <summary>The price of an attempt that begins now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="serviceTier">The tier that is asked for, in the provider's word; one that has no price of its own is quoted as the standard one.</param>
    /// <returns>The quote; null where the price is unknown.</returns>
    public PriceQuote? At(TimeProvider time, string? serviceTier = null)
    {
        if (_pricing is null)
        {
            return _flat;
        }

        string? tier = ServiceTiers.Priced(serviceTier);
        InForce? kept = Volatile.Read(ref tier is null ? ref _standard : ref _other);
        return kept is { From: null, Until: null } && kept.IsFor(tier) ? kept.Quote : At(time.GetUtcNow(), tier);
    }

    /// <summary>The price of an attempt that began at an instant.</summary>
    public PriceQuote? At(DateTimeOffset instant, string? serviceTier = null)
    {
        if (_pricing is null)
        {
            return _flat;
        }

        string? tier = ServiceTiers.Priced(serviceTier);
        ref InForce? place = ref tier is null ? ref _standard : ref _other;
        InForce? kept = Volatile.Read(ref place);
        if (kept is null || !kept.IsFor(tier) || instant < kept.From || instant >= kept.Until)
        {
            kept = Find(_pricing, instant, tier);
            Volatile.Write(ref place, kept);
        }

        return kept.Quote;
    }

    private InForce Find(ModelPricing pricing, DateTimeOffset instant, string? tier)
    {
        PriceQuote? quote = tier is null
            ? pricing.Find(instant) is { } rule ? PriceQuote.Of(rule) : null
            : pricing.Find(instant, tier) is { } special ? PriceQuote.Of(special, At(instant)) : At(instant);
        DateTimeOffset until = PriceChanges.Next(pricing, instant);
        bool changes = until < DateTimeOffset.MaxValue || PriceChanges.Next(pricing, DateTimeOffset.MinValue) < DateTimeOffset.MaxValue;
        return changes ? new InForce(tier, quote, instant, until) : new InForce(tier, quote, null, null);
    }

    // From the instant at which it was looked up, so that a clock that is set back looks it up again.
    private sealed record InForce(string? ServiceTier, PriceQuote? Quote, DateTimeOffset? From, DateTimeOffset? Until)
    {
        public bool IsFor(string? tier) => string.Equals(ServiceTier, tier, StringComparison.OrdinalIgnoreCase);
    }
}
