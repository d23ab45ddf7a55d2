namespace ModelGateway.Protocols.RateLimiting;

/// <summary>What the name of a rate limit's header says.</summary>
internal readonly record struct RateLimitName(RateLimitField Field, RateLimitSubject Subject, QuotaPeriod? Period)
{
    /// <summary>Reads a header's name; null where it tells no limit.</summary>
    public static RateLimitName? Parse(string header)
    {
        // Most headers are not about rate limits: the cheapest test comes first.
        int prefix = header.IndexOf("ratelimit-", StringComparison.OrdinalIgnoreCase);
        if (prefix is not (0 or 2 or 10))
        {
            return null;
        }

        RateLimitField? field = null;
        RateLimitSubject subject = RateLimitSubject.Requests;
        QuotaPeriod? period = null;
        bool isInput = false;
        bool isOutput = false;
        bool isTokens = false;
        ReadOnlySpan<char> rest = header.AsSpan(prefix + "ratelimit-".Length);
        foreach (Range range in rest.Split('-'))
        {
            switch (rest[range])
            {
                case var word when Is(word, "limit"): field = RateLimitField.Limit; break;
                case var word when Is(word, "remaining"): field = RateLimitField.Remaining; break;
                case var word when Is(word, "reset"): field = RateLimitField.Reset; break;
                case var word when Is(word, "requests") || Is(word, "req"): break;
                case var word when Is(word, "tokens"): isTokens = true; break;
                case var word when Is(word, "input") || Is(word, "prompt"): isInput = true; break;
                case var word when Is(word, "output") || Is(word, "generated"): isOutput = true; break;
                case var word when Is(word, "second"): period = QuotaPeriod.Second; break;
                case var word when Is(word, "minute"): period = QuotaPeriod.Minute; break;
                case var word when Is(word, "hour"): period = QuotaPeriod.Hour; break;
                case var word when Is(word, "day"): period = QuotaPeriod.Day; break;
                case var word when Is(word, "month"): period = QuotaPeriod.Month; break;
                default: return null;
            }
        }

        if (isTokens)
        {
            subject = isInput ? RateLimitSubject.InputTokens : isOutput ? RateLimitSubject.OutputTokens : RateLimitSubject.Tokens;
        }

        return field is { } known ? new RateLimitName(known, subject, period) : null;
    }

    private static bool Is(ReadOnlySpan<char> word, string known) => word.Equals(known, StringComparison.OrdinalIgnoreCase);
}
