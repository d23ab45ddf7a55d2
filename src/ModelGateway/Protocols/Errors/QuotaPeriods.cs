namespace ModelGateway.Protocols.Errors;

/// <summary>Finds the period of a limit in a provider's message or in the name of a quota or header.</summary>
internal static class QuotaPeriods
{
    public static QuotaPeriod? Find(string? text) =>
        text is null ? null
        : Has(text, "month") ? QuotaPeriod.Month
        : Per(text, "day") || Has(text, "(RPD)") || Has(text, "(TPD)") || Has(text, "daily") ? QuotaPeriod.Day
        : Per(text, "hour") || Has(text, "hourly") ? QuotaPeriod.Hour
        : Per(text, "min") || Has(text, "(RPM)") || Has(text, "(TPM)") ? QuotaPeriod.Minute
        : Per(text, "second") || Has(text, "(RPS)") ? QuotaPeriod.Second
        : null;

    private static bool Per(string text, string unit) => Has(text, "per " + unit) || Has(text, "per-" + unit) || Has(text, "per" + unit);

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
