using System.Globalization;
using System.Text.Json;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Protocols.Errors;

/// <summary>Reads the list <c>error.details</c> of Google's form: <c>ErrorInfo</c>, <c>RetryInfo</c>, <c>QuotaFailure</c>.</summary>
internal static class GoogleErrorDetails
{
    public static ErrorFacts Add(ErrorFacts facts, JsonElement details)
    {
        foreach (JsonElement detail in details.EnumerateArray())
        {
            if (detail.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            facts = facts with
            {
                InnerCode = facts.InnerCode ?? ErrorBody.Text(detail, "reason"),
                RetryAfter = facts.RetryAfter ?? Durations.ParseUnits(String(detail, "retryDelay")),
            };
            if (detail.TryGetProperty("violations", out JsonElement violations) && violations.ValueKind == JsonValueKind.Array)
            {
                facts = AddQuotas(facts, violations);
            }
        }

        return facts;
    }

    // If several limits were reached, the longest period decides how long to wait, and the smallest limit how much may be sent at once.
    private static ErrorFacts AddQuotas(ErrorFacts facts, JsonElement violations)
    {
        foreach (JsonElement violation in violations.EnumerateArray())
        {
            string? id = ErrorBody.Text(violation, "quotaId");
            QuotaPeriod? period = QuotaPeriods.Find(id);
            bool isOfTokens = id?.Contains("InputTokens", StringComparison.OrdinalIgnoreCase) is true
                || ErrorBody.Text(violation, "quotaMetric")?.Contains("input_token", StringComparison.Ordinal) is true;
            bool isKnown = long.TryParse(ErrorBody.Text(violation, "quotaValue"), NumberStyles.None, CultureInfo.InvariantCulture,
                out long quota);
            facts = facts with
            {
                QuotaPeriod = facts.QuotaPeriod is { } longest && !(period > longest) ? longest : period,
                HasNoShare = facts.HasNoShare || (isKnown && quota == 0),
                TokenQuota = isOfTokens && isKnown && quota > 0 && !(facts.TokenQuota < quota) ? quota : facts.TokenQuota,
            };
        }

        return facts;
    }

    private static string? String(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
