namespace ModelGateway.Catalog.Importers;

/// <summary>Collects prices by service tier and size of the request, and creates rules from them.</summary>
internal sealed class PriceSheet
{
    private readonly SortedDictionary<string, SortedDictionary<long, Dictionary<PriceUnit, decimal>>> _cells = new(StringComparer.Ordinal);

    public bool IsEmpty => _cells.Count == 0;

    /// <summary>Adds a price; false where the sheet has a different one already.</summary>
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

    /// <summary>Replaces the prices of a unit in the standard tier, for requests of any size.</summary>
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

    /// <summary>Adds a price in the standard tier, or replaces it.</summary>
    public void Set(PriceUnit unit, decimal usd, long above = 0)
    {
        if (!TryAdd(unit, usd, null, above))
        {
            _cells[""][above][unit] = usd;
        }
    }

    /// <summary>A copy that can be changed independently.</summary>
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
    /// The rules, that of the standard tier first. Units without a price in a service tier take the standard price, as LiteLLM bills them.
    /// The standard prices of large requests are not taken over, since they could be below those of the tier.
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
                Tiers =
                [
                    .. sizes.Keys.Where(above => above > 0 && sizes[above].Count > 0)
                        .Select(above => new PriceTier(above, Rates(tier, above))),
                ],
            };
        }
    }

    private PriceRates Rates(string tier, long above) =>
        _cells.TryGetValue(tier, out var sizes) && sizes.TryGetValue(above, out var rates)
            ? new PriceRates(rates)
            : PriceRates.None;
}
