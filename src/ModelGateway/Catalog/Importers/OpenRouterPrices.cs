using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads the prices of one of OpenRouter's models: texts, in US dollars per token or per whatever the field names; -1 for a price that varies.</summary>
internal sealed class OpenRouterPrices(ImportReportBuilder ledger)
{
    private readonly PriceSheet _sheet = new();

    private readonly List<(PriceWindow Window, long Above, List<(PriceUnit Unit, decimal Usd)> Rates)> _windowed = [];

    public IEnumerable<PriceRule> Read(in ImportValue pricing)
    {
        ImportValue? overrides = null;
        foreach (ImportValue field in pricing.Fields())
        {
            if (field.Name == "pricing.overrides" && !field.IsNull)
            {
                overrides = field;
            }
            else if (ReadRate(field, Last(field)) is { } rate)
            {
                _sheet.TryAdd(rate.Unit, rate.Usd);
            }
        }

        ledger.LeaveEmpty(pricing.Name, pricing);

        if (overrides is { } list)
        {
            foreach (ImportValue entry in list.Items())
            {
                Override(entry);
            }

            ledger.LeaveEmpty(list.Name, list);
        }

        return _sheet.IsEmpty && _windowed.Count == 0 ? [] : Rules();
    }

    private IEnumerable<PriceRule> Rules()
    {
        yield return _sheet.Rules().FirstOrDefault() ?? new PriceRule { Rates = PriceRates.None };
        foreach (var window in _windowed.GroupBy(static entry => entry.Window))
        {
            PriceSheet sheet = _sheet.Clone();
            foreach ((_, long above, List<(PriceUnit Unit, decimal Usd)> rates) in window)
            {
                rates.ForEach(rate => sheet.Set(rate.Unit, rate.Usd, above));
            }

            yield return sheet.Rules().First() with { Window = window.Key };
        }
    }

    private (PriceUnit Unit, decimal Usd)? ReadRate(in ImportValue field, string name)
    {
        if (field.IsNull)
        {
            ledger.Leave(field.Name, field, ImportReportBuilder.Null);
            return null;
        }

        (PriceUnit Unit, decimal Factor)? known = name switch
        {
            "prompt" => (PriceUnit.Input, 1_000_000m),
            "completion" => (PriceUnit.Output, 1_000_000m),
            "request" => (PriceUnit.Request, 1_000m),
            "audio" => (PriceUnit.AudioInput, 1_000_000m),
            "audio_output" => (PriceUnit.AudioOutput, 1_000_000m),
            "image" => (PriceUnit.ImageInputItem, 1m),
            "image_token" => (PriceUnit.ImageInput, 1_000_000m),
            "image_output" => (PriceUnit.ImageOutputItem, 1m),
            "input_audio_cache" => (PriceUnit.AudioCacheRead, 1_000_000m),
            "input_cache_read" => (PriceUnit.CacheRead, 1_000_000m),
            "input_cache_write" => (PriceUnit.CacheWrite, 1_000_000m),
            "input_cache_write_1h" => (PriceUnit.CacheWrite1Hour, 1_000_000m),
            "internal_reasoning" => (PriceUnit.Reasoning, 1_000_000m),
            "web_search" => (PriceUnit.WebSearch, 1_000m),
            _ => null,
        };
        if (known is not { } rate)
        {
            ledger.Leave(field.Name, field, "no unit of ours");
            return null;
        }

        decimal price = field.TextNumber();
        if (price == -1)
        {
            ledger.Leave(field.Name, field, "-1: the price varies");
            return null;
        }

        rate = ImagePrice.Unit(rate.Unit, rate.Factor, price);
        decimal usd = field.Price(price, rate.Factor);
        ledger.Use(field);
        return (rate.Unit, usd);
    }

    /// <summary>Prices that go over the others where all conditions hold, the later over the earlier.</summary>
    private void Override(in ImportValue entry)
    {
        long above = 0;
        TimeOnly? from = null;
        TimeOnly? to = null;
        bool unknown = false;
        List<ImportValue> rates = [];
        foreach (ImportValue field in entry.Fields())
        {
            switch (Last(field))
            {
                case "min_prompt_tokens" when !field.IsNull:
                    above = Math.Max(0, field.Count() - 1);
                    break;
                case "utc_start" when !field.IsNull:
                    from = Time(field, ref unknown);
                    break;
                case "utc_end" when !field.IsNull:
                    to = Time(field, ref unknown);
                    break;
                case var name when name.StartsWith("min_", StringComparison.Ordinal) || name.StartsWith("max_", StringComparison.Ordinal) || name.StartsWith("utc_", StringComparison.Ordinal):
                    unknown |= !field.IsNull;
                    break;
                default:
                    rates.Add(field);
                    break;
            }
        }

        if (unknown || (from is null) != (to is null) || (above == 0 && from is null))
        {
            ledger.Leave(entry.Name, entry, "a condition that is none of ours");
            return;
        }

        foreach (ImportValue field in entry.Fields().Where(static field => Last(field) is "min_prompt_tokens" or "utc_start" or "utc_end"))
        {
            ledger.Use(field);
        }

        List<(PriceUnit Unit, decimal Usd)> read = [];
        foreach (ImportValue field in rates)
        {
            if (ReadRate(field, Last(field)) is { } rate)
            {
                read.Add(rate);
            }
        }

        if (from is { } start && to is { } end)
        {
            _windowed.Add((new PriceWindow(start, end), above, read));
        }
        else
        {
            read.ForEach(rate => _sheet.Set(rate.Unit, rate.Usd, above));
        }
    }

    private static TimeOnly? Time(in ImportValue field, ref bool unknown)
    {
        if (field.Element.ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(field.Text().TrimEnd('Z'), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            return time;
        }

        unknown = true;
        return null;
    }

    private static string Last(in ImportValue field) => field.Name[(field.Name.LastIndexOf('.') + 1)..];
}
