using System.Buffers;
using System.Globalization;

namespace ModelGateway.Protocols.RateLimiting;

/// <summary>Reads spans of time as providers write them.</summary>
internal static class Durations
{
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> UnitEnd = SearchValues.Create("0123456789 ");

    /// <summary>
    /// A sum of numbers with units: <c>12ms</c>, <c>1h2m</c>, <c>6m0s</c>, <c>48.83s</c>, <c>1d</c>, <c>26 seconds</c>; null for anything
    /// else.
    /// </summary>
    public static TimeSpan? ParseUnits(ReadOnlySpan<char> text)
    {
        double seconds = 0;
        text = text.Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(Number);
            if (digits <= 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out double number))
            {
                return null;
            }

            text = text[digits..].TrimStart();
            int end = text.IndexOfAny(UnitEnd);
            ReadOnlySpan<char> unit = end < 0 ? text : text[..end];
            if (Factor(unit) is not { } factor)
            {
                return null;
            }

            seconds += number * factor;
            text = text[unit.Length..].TrimStart();
        }

        return seconds is >= 0 and < int.MaxValue ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    private static double? Factor(ReadOnlySpan<char> unit) => unit switch
    {
        "s" or "sec" or "second" or "seconds" => 1,
        "ms" or "millisecond" or "milliseconds" => 0.001,
        "m" or "min" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86_400,
        "us" or "µs" => 0.000_001,
        "ns" => 0.000_000_001,
        _ => null,
    };
}
