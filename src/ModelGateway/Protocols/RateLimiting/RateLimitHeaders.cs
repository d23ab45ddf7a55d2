using System.Globalization;
using System.Net.Http.Headers;

namespace ModelGateway.Protocols.RateLimiting;

/// <summary>
/// Reads the headers with which providers report their rate limits. A name is a prefix and then, in any order, what the number is (limit,
/// remaining, reset), what is limited and for which period: <c>x-ratelimit-remaining-tokens</c> (OpenAI, Azure, Groq, xAI),
/// <c>anthropic-ratelimit-input-tokens-reset</c>, <c>x-ratelimit-limit-req-minute</c> (Mistral), <c>x-ratelimit-limit-requests-day</c>
/// (Cerebras), <c>x-ratelimit-limit-tokens-prompt</c> (Fireworks), <c>x-ratelimit-reset</c> (OpenRouter), <c>ratelimit-remaining</c>.
/// </summary>
internal static class RateLimitHeaders
{
    private const int MostLimits = 16;

    /// <summary>Reads what the headers tell; null where they tell no limits. Nothing is allocated then.</summary>
    /// <param name="headers">An answer's headers.</param>
    /// <param name="time">The clock against which waits are measured.</param>
    /// <param name="requestPeriod">The period of the limit of requests, where no header says it.</param>
    public static RateLimits? Read(HttpResponseHeaders headers, TimeProvider time, QuotaPeriod? requestPeriod)
    {
        RateLimit[]? limits = null;
        int count = 0;
        DateTimeOffset now = default;
        foreach (KeyValuePair<string, HeaderStringValues> header in headers.NonValidated)
        {
            if (RateLimitName.Parse(header.Key) is not { } name)
            {
                continue;
            }

            string value = header.Value.ToString();
            if (limits is null)
            {
                limits = new RateLimit[4];
                now = time.GetUtcNow();
            }

            int index = IndexOf(limits.AsSpan(0, count), name);
            if (index < 0 && count == MostLimits)
            {
                continue;
            }

            RateLimit limit = index >= 0 ? limits[index] : new RateLimit(name.Subject) { Period = name.Period };
            if (Change(ref limit, name.Field, value, now))
            {
                if (index < 0)
                {
                    index = count++;
                    if (index == limits.Length)
                    {
                        Array.Resize(ref limits, limits.Length * 2);
                    }
                }

                limits[index] = limit;
            }
        }

        if (count == 0)
        {
            return null;
        }

        Array.Resize(ref limits, count);
        SetPeriod(limits, requestPeriod);
        return new RateLimits(limits);
    }

    private static void SetPeriod(RateLimit[] limits, QuotaPeriod? requestPeriod)
    {
        for (int i = 0; requestPeriod is not null && i < limits.Length; i++)
        {
            if (limits[i] is { Subject: RateLimitSubject.Requests, Period: null })
            {
                limits[i] = limits[i] with { Period = requestPeriod };
            }
        }
    }

    private static int IndexOf(ReadOnlySpan<RateLimit> limits, in RateLimitName name)
    {
        for (int i = 0; i < limits.Length; i++)
        {
            if (limits[i].Subject == name.Subject && limits[i].Period == name.Period)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Change(ref RateLimit limit, RateLimitField field, string value, DateTimeOffset now)
    {
        if (field == RateLimitField.Reset)
        {
            limit = limit with { ResetsAt = ReadTime(value, now) };
            return limit.ResetsAt is not null;
        }

        if (!double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out double number)
            || number is not (>= 0 and < 1e15))
        {
            return false;
        }

        limit = field == RateLimitField.Limit ? limit with { Limit = (long)number } : limit with { Remaining = (long)number };
        return true;
    }

    /// <summary>
    /// Reads when: seconds from now, seconds or milliseconds since 1970, a span with units (<c>12ms</c>, <c>6m0s</c>), a date.
    /// </summary>
    internal static DateTimeOffset? ReadTime(string value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            // More than 30 years cannot be a wait: the number is a date.
            return number switch
            {
                < 1e9 => now.AddSeconds(number),
                < 1e11 => DateTimeOffset.UnixEpoch.AddSeconds(number),
                < 1e14 => DateTimeOffset.UnixEpoch.AddMilliseconds(number),
                _ => null,
            };
        }

        return Durations.ParseUnits(value) is { } span ? now + span
            : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date
            : null;
    }
}
