using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Providers.Gemini;

/// <summary>A quota that a request exceeded, as <c>QuotaFailure</c> names it.</summary>
/// <param name="Id">Google's id, which says what it counts and over what time, e.g. <c>GenerateRequestsPerDayPerProjectPerModel-FreeTier</c>.</param>
/// <param name="Limit">How much it allows; null where Google does not say.</param>
internal readonly record struct GeminiQuota(string Id, long? Limit)
{
    /// <summary>Whether it comes back at the end of the day only.</summary>
    public bool IsDaily => Id.Contains("PerDay", StringComparison.Ordinal);

    public override string ToString() =>
        Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{Id}, limit {limit}") : Id;

    /// <summary>Reads a detail: the violation that lasts longest; null where it names none.</summary>
    public static GeminiQuota? Read(JsonElement detail)
    {
        GeminiQuota? found = null;
        if (detail.TryGetProperty("violations", out JsonElement violations) && violations.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement violation in violations.EnumerateArray())
            {
                if (violation.ValueKind == JsonValueKind.Object && Text(violation, "quotaId") is { Length: > 0 } id)
                {
                    GeminiQuota quota = new(id, ReadLimit(Text(violation, "quotaValue")));
                    found = found is null || (quota.IsDaily && !found.Value.IsDaily) ? quota : found;
                }
            }
        }

        return found;
    }

    private static long? ReadLimit(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
