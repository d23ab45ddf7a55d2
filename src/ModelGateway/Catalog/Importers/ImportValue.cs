using System.Globalization;
using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>A value of a source and where it lies: reads it as what it must be, or refuses the source.</summary>
internal readonly record struct ImportValue(JsonElement Element, ImportPlace Place, string Name)
{
    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    private ImportValue At(JsonProperty property) => new(property.Value, Place, Name.Length == 0 ? property.Name : $"{Name}.{property.Name}");

    public IEnumerable<ImportValue> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("a list");
        }

        int index = 0;
        foreach (JsonElement item in Element.EnumerateArray())
        {
            yield return new ImportValue(item, Place, $"{Name}[{index++}]");
        }
    }

    public IEnumerable<ImportValue> Fields()
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        foreach (JsonProperty property in Element.EnumerateObject())
        {
            yield return At(property);
        }
    }

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Wrong("a text");

    /// <summary>A text that people read.</summary>
    public string Label()
    {
        string text = Text().Trim();
        return text.Length is > 0 and <= CatalogLimits.Text && CatalogText.IsClean(text) ? text : throw Wrong("a text without control characters");
    }

    public bool Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>The number as it is written: never through a double, which has no 0.0000001.</summary>
    public decimal Number()
    {
        if (Element.ValueKind != JsonValueKind.Number || !Element.TryGetDecimal(out decimal number))
        {
            throw Wrong("a number of at most 28 digits");
        }

        return number != 0 || Element.GetRawText().AsSpan().Mantissa().IndexOfAnyInRange('1', '9') < 0 ? number : throw Wrong("a number that is not too small to be told from 0");
    }

    /// <summary>A number that is written as a text.</summary>
    public decimal TextNumber()
    {
        string text = Text();
        if (text.Length > 64 || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number))
        {
            throw Wrong("a number written as a text");
        }

        return number != 0 || text.AsSpan().Mantissa().IndexOfAnyInRange('1', '9') < 0 ? number : throw Wrong("a number that is not too small to be told from 0");
    }

    /// <summary>A price, by what a unit of ours is of theirs.</summary>
    public decimal Price(decimal number, decimal factor)
    {
        if (number < 0 || number > CatalogLimits.Usd / factor)
        {
            throw Wrong("a price that is neither negative nor out of all bounds");
        }

        return number * factor / 1.0000000000000000000000000000m;
    }

    public decimal Price(decimal factor) => Price(Number(), factor);

    /// <summary>A number of tokens or the like; some sources write it as 2000000.0. 0 where the source means none.</summary>
    public int Count()
    {
        decimal number = Number();
        return number >= 0 && number <= CatalogLimits.Tokens && decimal.Truncate(number) == number ? (int)number : throw Wrong("a whole number from 0 to 100,000,000");
    }

    public DateOnly Day() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && IsNear(day) ? day : throw Wrong("a day such as 2026-05-01");

    public CatalogException Wrong(string expected)
    {
        string text = Element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Element.ValueKind.ToString().ToLowerInvariant() : Element.GetRawText();
        return new CatalogException(Place.Origin, Place.Model, Name.Length == 0 ? null : Name, $"is {CatalogText.Show(text)}: it must be {expected}.");
    }

    public static bool IsNear(DateOnly day) => day >= CatalogLimits.FirstDay && day <= CatalogLimits.LastDay;
}
