namespace ModelGateway.Catalog.Importers;

/// <summary>Collects prices by service tier and size of the request, and makes rules of them.</summary>
internal sealed class PriceSheet
{
    private readonly SortedDictionary<string, SortedDictionary<long, Dictionary<PriceUnit, decimal>>> _cells = new(StringComparer.Ordinal);

    public bool IsEmpty => _cells.Count == 0;

    /// <summary>Notes a price; false where another one is noted already.</summary>
    public bool TryAdd(PriceUnit unit, decimal usd, string? serviceTier = null, long above = 0)
    {
        string tier = serviceTier ?? "";
        if (!_cells.TryGetValue(tier, out var sizes))
        {
            _cells[tier] = sizes = [];
        }

        if (!sizes.TryGetValue(above, out var rates))
        {
            sizes[above] = rates = [];
        }

        return rates.TryAdd(unit, usd) || rates[unit] == usd;
    }

    /// <summary>Notes a price over what is noted of the unit in the standard tier, for requests of any size.</summary>
    public void Replace(PriceUnit unit, decimal usd)
    {
        if (_cells.TryGetValue("", out var sizes))
        {
            foreach (Dictionary<PriceUnit, decimal> rates in sizes.Values)
            {
                rates.Remove(unit);
            }
        }

        TryAdd(unit, usd);
    }

    /// <summary>Notes a price over one that is noted already.</summary>
    public void Set(PriceUnit unit, decimal usd, long above = 0)
    {
        if (!TryAdd(unit, usd, null, above))
        {
            _cells[""][above][unit] = usd;
        }
    }

    /// <summary>A copy to which other prices are set.</summary>
    public PriceSheet Clone()
    {
        PriceSheet copy = new();
        foreach ((string tier, var sizes) in _cells)
        {
            copy._cells[tier] = [];
            foreach ((long above, var rates) in sizes)
            {
                copy._cells[tier][above] = new Dictionary<PriceUnit, decimal>(rates);
            }
        }

        return copy;
    }

    /// <summary>
    /// The rules, the standard one first. What a service tier has no price of its own for costs there what it costs without one, as LiteLLM
    /// bills it. The prices of large requests are not carried over: that would bill them below the tier's own.
    /// </summary>
    public IEnumerable<PriceRule> Rules()
    {
        PriceRates standard = Rates("", 0);
        foreach ((string tier, var sizes) in _cells)
        {
            PriceRates rates = tier.Length == 0 ? standard : Rates(tier, 0).Over(standard);
            yield return new PriceRule
            {
                ServiceTier = tier.Length == 0 ? null : tier,
                Rates = rates,
                Tiers = [.. sizes.Keys.Where(above => above > 0 && sizes[above].Count > 0).Select(above => new PriceTier(above, Rates(tier, above)))],
            };
        }
    }

    private PriceRates Rates(string tier, long above) =>
        _cells.TryGetValue(tier, out var sizes) && sizes.TryGetValue(above, out var rates) ? new PriceRates(rates) : PriceRates.None;
}
