namespace ModelGateway.Costs;

/// <summary>
/// Quotes a model's price for an instant, from the application's flat price or else from the catalog's rules. A quote is kept until the
/// next instant at which the price may change, so that an attempt allocates nothing. A price that never changes is quoted without reading
/// the clock.
/// </summary>
internal sealed class DeploymentPricing(ModelInfo model)
{
    private readonly PriceQuote? _flat = model.Pricing is { IsFlat: true } flat ? PriceQuote.From(flat.Rules[0]) : null;
    private readonly ModelPricing? _pricing = model.Pricing is { IsFlat: true } ? null : model.Pricing;
    private InForce? _standard;
    private InForce? _other;

    /// <summary>The price of an attempt that begins now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="serviceTier">
    /// The requested service tier, in the provider's word. A tier without a price has the standard tier's.
    /// </param>
    /// <returns>The quote; null if the price is unknown.</returns>
    public PriceQuote? At(TimeProvider time, string? serviceTier = null)
    {
        if (_pricing is null)
        {
            return _flat;
        }

        string? tier = ServiceTiers.Normalize(serviceTier);
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

        string? tier = ServiceTiers.Normalize(serviceTier);
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
            ? pricing.Find(instant) is { } rule ? PriceQuote.From(rule) : null
            : pricing.Find(instant, tier) is { } special ? PriceQuote.From(special, At(instant)) : At(instant);
        DateTimeOffset until = NextChange(pricing, instant);
        bool changes = until < DateTimeOffset.MaxValue || NextChange(pricing, DateTimeOffset.MinValue) < DateTimeOffset.MaxValue;
        return changes ? new InForce(tier, quote, instant, until) : new InForce(tier, quote, null, null);
    }

    // The first instant after the given one at which another rule may apply: where a rule begins or ends, by date or by hour.
    private static DateTimeOffset NextChange(ModelPricing pricing, DateTimeOffset instant)
    {
        DateTimeOffset next = DateTimeOffset.MaxValue;
        for (int i = 0; i < pricing.Rules.Count; i++)
        {
            PriceRule rule = pricing.Rules[i];
            Consider(rule.From);
            Consider(rule.Until);
            if (rule.Window is { } window && !(instant >= rule.Until))
            {
                // The window's weekdays are ignored here: if nothing changes at that hour, the next look-up finds the same rule.
                Consider(NextTimeOfDay(instant, window.From));
                Consider(NextTimeOfDay(instant, window.To));
            }
        }

        return next;

        void Consider(DateTimeOffset? change)
        {
            if (change > instant && change < next)
            {
                next = change.Value;
            }
        }
    }

    private static DateTimeOffset NextTimeOfDay(DateTimeOffset instant, TimeOnly time)
    {
        DateTime utc = instant.UtcDateTime;
        DateTime today = utc.Date + time.ToTimeSpan();
        return new DateTimeOffset(today > utc ? today : today.AddDays(1), TimeSpan.Zero);
    }

    // A quote that is in force from the instant of its look-up, so that a clock that is set back looks it up again.
    private sealed record InForce(string? ServiceTier, PriceQuote? Quote, DateTimeOffset? From, DateTimeOffset? Until)
    {
        public bool IsFor(string? tier) => string.Equals(ServiceTier, tier, StringComparison.OrdinalIgnoreCase);
    }
}
