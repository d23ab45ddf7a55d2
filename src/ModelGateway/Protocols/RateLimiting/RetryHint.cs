using System.Globalization;
using System.Net.Http.Headers;

namespace ModelGateway.Protocols.RateLimiting;

/// <summary>How long a provider asks to wait, from the headers that most providers use.</summary>
internal static class RetryHint
{
    /// <summary>
    /// Reads <c>retry-after-ms</c>, then <c>retry-after</c> in seconds or as a date. Only for failures: some providers send the header with
    /// a 200.
    /// </summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (TryGet(headers, "retry-after-ms", out string? milliseconds)
            && double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0 && value < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(value);
        }

        if (!TryGet(headers, "retry-after", out string? after))
        {
            return null;
        }

        if (double.TryParse(after, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0
            && seconds < int.MaxValue)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks))
            : null;
    }

    public static string? Header(HttpResponseHeaders headers, string name) => TryGet(headers, name, out string? value) ? value : null;

    private static bool TryGet(HttpResponseHeaders headers, string name, out string? value)
    {
        value = headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
        return !string.IsNullOrEmpty(value);
    }
}
