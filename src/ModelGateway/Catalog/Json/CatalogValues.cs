using System.Globalization;
using System.Text.Json;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads the values of a catalog file, and checks that each is in its range.</summary>
internal static class CatalogValues
{
    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public static string Text(ref this CatalogJson json)
    {
        json.Expect(JsonTokenType.String, "a text");
        string text = json.Decode();
        return text.AsSpan().Trim().Length == text.Length && text.Length > 0
            ? text
            : throw json.Fault("is empty, or has spaces around it.");
    }

    /// <summary>A model's name.</summary>
    public static string Name(ref this CatalogJson json)
    {
        string name = json.Text();
        json.CheckName(name);
        return name;
    }

    public static void CheckName(ref this CatalogJson json, string name)
    {
        if (!CatalogText.IsName(name))
        {
            throw json.Fault(
                $"is '{CatalogText.Show(name)}', which no model is called. "
                + $"A name has at most {CatalogLimits.Name} printable ASCII letters, no spaces, quotes or backslashes.");
        }
    }

    public static int Count(ref this CatalogJson json, int least, int most)
    {
        json.Expect(JsonTokenType.Number, "a number");
        return json.TryGetNumber(out int count) && count >= least && count <= most
            ? count
            : throw json.Fault($"must be a whole number from {least} to {most}.");
    }

    public static decimal Amount(ref this CatalogJson json, decimal most)
    {
        json.Expect(JsonTokenType.Number, "a number");

        // A longer number would be rounded without an error.
        return json.Raw.Length <= 28 && json.Raw[0] != '-' && json.TryGetNumber(out decimal amount) && amount <= most ? amount
            : throw json.Fault(string.Create(CultureInfo.InvariantCulture, $"must be a number from 0 to {most}, of at most 28 digits."));
    }

    public static DateOnly Day(ref this CatalogJson json) =>
        TryParseDay(json.Text(), out DateOnly day) ? day : throw json.Fault("is no day. Write it as 2026-09-01.");

    /// <summary>An instant. A day means its start, in UTC.</summary>
    public static DateTimeOffset Instant(ref this CatalogJson json)
    {
        string text = json.Text();
        if (TryParseDay(text, out DateOnly day))
        {
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        bool isInstant = DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant);
        return isInstant && IsSensible(DateOnly.FromDateTime(instant.UtcDateTime))
            ? instant.ToUniversalTime()
            : throw json.Fault("is no instant. Write a day of UTC as 2026-09-01, or 2026-09-01T16:30:00Z.");
    }

    public static TimeOnly Hour(ref this CatalogJson json) =>
        TimeOnly.TryParseExact(json.Text(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time
            : throw json.Fault("is no time of day. Write it as 16:30.");

    /// <summary>The index of the value in a list of choices.</summary>
    public static int Choice(ref this CatalogJson json, string[] choices)
    {
        int index = Array.IndexOf(choices, json.Text());
        return index >= 0 ? index : throw json.Fault($"must be one of {string.Join(", ", choices)}.");
    }

    /// <summary>A list of distinct texts. Case does not matter.</summary>
    public static List<string> Texts(ref this CatalogJson json, bool areNames = false)
    {
        List<string> texts = [];
        int count = 0;
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        while (json.NextItem(ref count))
        {
            string text = areNames ? json.Name() : json.Text();
            texts.Add(seen.Add(text) ? text : throw json.Fault($"is '{CatalogText.Show(text)}', which is there twice."));
        }

        return texts;
    }

    public static CapabilityFlags Capabilities(ref this CatalogJson json)
    {
        CapabilityFlags flags = 0;
        int count = 0;
        while (json.NextItem(ref count))
        {
            string name = json.Text();
            if (!CapabilityNames.TryParse(name, out CapabilityFlags flag) || CapabilityNames.Name(flag) != name)
            {
                string known = string.Join(", ", CapabilityNames.All);
                throw json.Fault($"is '{CatalogText.Show(name)}', which is no capability. Known: {known}.");
            }

            flags |= (flags & flag) == 0 ? flag : throw json.Fault($"is '{name}', which is there twice.");
        }

        return flags;
    }

    private static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && IsSensible(day);

    private static bool IsSensible(DateOnly day) => day >= CatalogLimits.FirstDay && day <= CatalogLimits.LastDay;
}
