using System.Globalization;
using System.Text.RegularExpressions;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Protocols.Errors;

/// <summary>Finds how long to wait in the message of a provider that sends no header for it.</summary>
internal static partial class RetryWords
{
    /// <summary>
    /// Reads <c>try again in 1m30.5s</c>, <c>retry after 26 seconds</c>; with a time also <c>regain access on 2026-07-01</c>.
    /// </summary>
    public static TimeSpan? Find(string? message, DateTimeOffset? now)
    {
        if (message is null)
        {
            return null;
        }

        if (Wait().Match(message) is { Success: true } wait)
        {
            return Durations.ParseUnits(wait.Groups["time"].Value);
        }

        return now is { } today && Access().Match(message) is { Success: true } access
            && DateTimeOffset.TryParseExact(
                access.Groups["date"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out DateTimeOffset date)
            && date > today
                ? date - today
                : null;
    }

    [GeneratedRegex(
        @"(?:try again|retry) (?:in|after) (?<time>(?:\d+(?:\.\d+)? ?(?:ms|milliseconds?|hours?|minutes?|seconds?|h|m|s)\b ?|\d+(?:h|m(?!s)))+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wait();

    [GeneratedRegex(@"regain access on (?<date>\d{4}-\d\d-\d\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Access();
}
