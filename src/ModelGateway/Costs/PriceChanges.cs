namespace ModelGateway.Costs;

/// <summary>When a price may change: where a rule begins or ends, by date or by hour.</summary>
internal static class PriceChanges
{
    /// <summary>The first instant after one at which another rule may apply; <see cref="DateTimeOffset.MaxValue"/> where none ever will.</summary>
    public static DateTimeOffset Next(ModelPricing pricing, DateTimeOffset instant)
    {
        DateTimeOffset next = DateTimeOffset.MaxValue;
        for (int i = 0; i < pricing.Rules.Count; i++)
        {
            PriceRule rule = pricing.Rules[i];
            Consider(rule.From);
            Consider(rule.Until);
            if (rule.Window is { } window && !(instant >= rule.Until))
            {
                // Its days do not matter: that nothing changes at an hour is found out then.
                Consider(NextTime(instant, window.From));
                Consider(NextTime(instant, window.To));
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

    private static DateTimeOffset NextTime(DateTimeOffset instant, TimeOnly time)
    {
        DateTime utc = instant.UtcDateTime;
        DateTime today = utc.Date + time.ToTimeSpan();
        return new DateTimeOffset(today > utc ? today : today.AddDays(1), TimeSpan.Zero);
    }
}
