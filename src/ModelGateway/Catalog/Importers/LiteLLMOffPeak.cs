using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads <c>off_peak_pricing</c>: different prices during hours of the day in UTC (<c>hours_utc</c>, one <c>HH:MM-HH:MM</c> or a list),
/// possibly only on some weekdays (<c>windows</c>). A weekday is that of the instant, so hours past midnight become two windows.
/// </summary>
internal sealed class LiteLLMOffPeak(ImportReportBuilder report, string? mode)
{
    private const string Elsewhere = "weekdays of another time zone than UTC";

    public List<PriceWindow> Windows { get; } = [];

    public List<(PriceUnit Unit, decimal Usd)> Rates { get; } = [];

    /// <summary>Reads the prices; false where there are none, or the catalog cannot express the hours.</summary>
    public bool Read(in ImportValue value)
    {
        if (!value.IsObject)
        {
            throw value.Wrong("an object");
        }

        bool elsewhere = value.Element.TryGetProperty("weekday_timezone", out JsonElement zone) && zone.ValueKind == JsonValueKind.String
            && !string.Equals(zone.GetString(), "UTC", StringComparison.OrdinalIgnoreCase)
            && value.Element.TryGetProperty("windows", out _);
        if (elsewhere || !(value.Element.TryGetProperty("hours_utc", out _) || value.Element.TryGetProperty("windows", out _)))
        {
            report.Leave(value, elsewhere ? Elsewhere : "says no hours");
            return false;
        }

        foreach (ImportValue field in value.Fields())
        {
            Read(field, field.Name[(value.Name.Length + 1)..]);
        }

        return Rates.Count > 0;
    }

    private void Read(in ImportValue field, string name)
    {
        switch (name)
        {
            case "hours_utc":
                Hours(field, []);
                report.Use(field);
                break;
            case "weekday_timezone":
                report.Use(field);
                break;
            case "windows":
                foreach (ImportValue window in field.Items())
                {
                    Window(window);
                }

                report.LeaveEmpty(field);

                break;
            default:
                ReadPrice(field, name);
                break;
        }
    }

    private void ReadPrice(in ImportValue field, string name)
    {
        if (LiteLLMPriceField.TryParse(name, out LiteLLMPriceField price) && price is { ServiceTier: null, Above: 0 }
            && LiteLLMPriceUnits.Find(price, mode, out decimal factor, out _) is { } unit)
        {
            Rates.Add((unit, field.Price(factor)));
            report.Use(field);
        }
        else
        {
            report.Leave(field, "no unit or condition of ours");
        }
    }

    private void Window(in ImportValue window)
    {
        report.LeaveEmpty(window);
        List<DayOfWeek> days = [];
        List<ImportValue> fields = [.. window.Fields()];
        foreach (ImportValue field in fields.Where(static field => field.Name.EndsWith(".weekdays", StringComparison.Ordinal)))
        {
            days.AddRange(field.Items().Select(Day));
            report.Use(field);
        }

        foreach (ImportValue field in fields.Where(static field => !field.Name.EndsWith(".weekdays", StringComparison.Ordinal)))
        {
            if (field.Name.EndsWith(".hours_utc", StringComparison.Ordinal))
            {
                Hours(field, days);
                report.Use(field);
            }
            else
            {
                report.Leave(field, "unknown field");
            }
        }
    }

    private void Hours(in ImportValue hours, List<DayOfWeek> days)
    {
        if (hours.IsArray)
        {
            foreach (ImportValue item in hours.Items())
            {
                Hours(item, days);
            }

            return;
        }

        string[] ends = hours.Text().Split('-');
        if (ends.Length != 2 || !TryTime(ends[0], out TimeOnly from) || !TryTime(ends[1], out TimeOnly to))
        {
            throw hours.Wrong("hours such as 16:30-00:30");
        }

        if (days.Count == 0 || to > from || to == TimeOnly.MinValue)
        {
            Windows.Add(new PriceWindow(from, to) { Days = days });
            return;
        }

        Windows.Add(new PriceWindow(from, TimeOnly.MinValue) { Days = days });
        Windows.Add(new PriceWindow(TimeOnly.MinValue, to) { Days = days });
    }

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static DayOfWeek Day(ImportValue value)
    {
        if (value.IsNumber)
        {
            int number = value.Count();
            return number is >= 1 and <= 7 ? (DayOfWeek)(number % 7) : throw value.Wrong("a day from 1, Monday, to 7");
        }

        string text = value.Text();
        foreach (DayOfWeek day in Enum.GetValues<DayOfWeek>())
        {
            string name = day.ToString();
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase) || text.Equals(name[..3], StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        throw value.Wrong("a day of the week");
    }
}
