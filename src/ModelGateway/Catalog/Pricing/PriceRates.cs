using System.Diagnostics.CodeAnalysis;

namespace ModelGateway;

/// <summary>Prices in US dollars by unit. Immutable. A unit without a price is not the same as a price of 0.</summary>
public sealed class PriceRates : IEquatable<PriceRates>
{
    private readonly KeyValuePair<PriceUnit, decimal>[] _rates;

    /// <summary>Creates rates.</summary>
    /// <param name="rates">The prices. No price is negative, and each unit occurs once.</param>
    /// <exception cref="ArgumentException">A price is negative, or a unit occurs twice or is undefined.</exception>
    public PriceRates(IEnumerable<KeyValuePair<PriceUnit, decimal>> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        _rates = [.. rates.OrderBy(static rate => rate.Key)];
        for (int i = 0; i < _rates.Length; i++)
        {
            (PriceUnit unit, decimal usd) = _rates[i];
            if (usd < 0 || !Enum.IsDefined(unit) || (i > 0 && _rates[i - 1].Key == unit))
            {
                throw new ArgumentException($"{unit}: {usd} is no price, or is there twice.", nameof(rates));
            }
        }
    }

    /// <summary>No prices.</summary>
    public static PriceRates None { get; } = new([]);

    /// <summary>The units with a price, in the order of the enumeration.</summary>
    public IReadOnlyList<KeyValuePair<PriceUnit, decimal>> Units => _rates;

    /// <summary>The price of a unit; null where it has none.</summary>
    /// <param name="unit">The unit.</param>
    public decimal? this[PriceUnit unit]
    {
        get
        {
            foreach ((PriceUnit key, decimal usd) in _rates)
            {
                if (key == unit)
                {
                    return usd;
                }
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] PriceRates? other) => other is not null && _rates.AsSpan().SequenceEqual(other._rates);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PriceRates);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (KeyValuePair<PriceUnit, decimal> rate in _rates)
        {
            hash.Add(rate);
        }

        return hash.ToHashCode();
    }

    /// <summary>These prices layered over others: units without a price here take the others' price.</summary>
    internal PriceRates Over(PriceRates other) =>
        other._rates.Length == 0 ? this
        : _rates.Length == 0 ? other
        : new PriceRates(_rates.Concat(other._rates.Where(rate => this[rate.Key] is null)));
}
