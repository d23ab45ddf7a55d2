namespace ModelGateway;

/// <summary>The hours of the day, in UTC, in which a price applies. An end at or before the start means the next day.</summary>
/// <param name="From">The start, inclusive.</param>
/// <param name="To">The end, exclusive.</param>
public sealed record PriceWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>The days, in UTC, on which the hours start; empty for every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Whether an instant is within the hours.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>True where it is.</returns>
    public bool Contains(DateTimeOffset instant)
    {
        DateTime utc = instant.UtcDateTime;
        TimeOnly time = TimeOnly.FromDateTime(utc);
        if (To > From)
        {
            return time >= From && time < To && IsOn(utc.DayOfWeek);
        }

        return time >= From ? IsOn(utc.DayOfWeek) : time < To && IsOn(utc.AddDays(-1).DayOfWeek);
    }

    /// <inheritdoc/>
    public bool Equals(PriceWindow? other) => other is not null && From == other.From && To == other.To && Days.SequenceEqual(other.Days);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, To, Days.Count);

    private bool IsOn(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
