using System.Globalization;
using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>A value of an imported list with its path. Every read checks the value's kind and range, or rejects the list.</summary>
/// <param name="Element">The value.</param>
/// <param name="Place">The list and the model, for errors.</param>
/// <param name="Name">The path within the model; empty for the model itself.</param>
internal readonly record struct ImportValue(JsonElement Element, ImportPlace Place, string Name)
{
    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    public bool IsNumber => Element.ValueKind == JsonValueKind.Number;

    /// <summary>The name of the field without the path to it.</summary>
    public string Key => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The value as the root of a model: its path is empty, and errors name the model.</summary>
    public ImportValue AsModel(string model) => this with { Place = Place with { Model = model }, Name = "" };

    public IEnumerable<ImportValue> Items()
    {
        if (!IsArray)
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
        if (!IsObject)
        {
            throw Wrong("an object");
        }

        foreach (JsonProperty property in Element.EnumerateObject())
        {
            yield return new ImportValue(property.Value, Place, Name.Length == 0 ? property.Name : $"{Name}.{property.Name}");
        }
    }

    /// <summary>The text of a field of this object; null where it has none.</summary>
    public string? FindLabel(string key)
    {
        string? label = null;
        foreach (ImportValue field in Fields())
        {
            label = field.Key == key && !field.IsNull ? field.Label() : label;
        }

        return label;
    }

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Wrong("a text");

    /// <summary>A text that is shown to people.</summary>
    public string Label()
    {
        string text = Text().Trim();
        return text.Length is > 0 and <= CatalogLimits.Text && CatalogText.IsClean(text)
            ? text
            : throw Wrong("a text without control characters");
    }

    public bool Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>The number as written. It is never converted to a double, which cannot represent 0.0000001.</summary>
    public decimal Number() =>
        IsNumber && Element.TryGetDecimal(out decimal number)
            ? CheckNotRounded(number, Element.GetRawText())
            : throw Wrong("a number of at most 28 digits");

    /// <summary>A number that is written as a text.</summary>
    public decimal TextNumber()
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        string text = Text();
        return text.Length <= 64 && decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out decimal number)
            ? CheckNotRounded(number, text)
            : throw Wrong("a number written as a text");
    }

    /// <summary>A price in the catalog's unit.</summary>
    /// <param name="number">The price in the list's unit.</param>
    /// <param name="factor">How many of the list's units one of the catalog's is.</param>
    public decimal Price(decimal number, decimal factor)
    {
        if (number < 0 || number > CatalogLimits.Usd / factor)
        {
            throw Wrong("a price that is neither negative nor out of all bounds");
        }

        // The division removes trailing zeros.
        return number * factor / 1.0000000000000000000000000000m;
    }

    /// <summary>The number as a price in the catalog's unit.</summary>
    public decimal Price(decimal factor) => Price(Number(), factor);

    /// <summary>A whole number, for instance of tokens, which some lists write as 2000000.0. 0 where the list means none.</summary>
    public int Count()
    {
        decimal number = Number();
        return number >= 0 && number <= CatalogLimits.Tokens && decimal.Truncate(number) == number
            ? (int)number
            : throw Wrong("a whole number from 0 to 100,000,000");
    }

    public DateOnly Day() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && IsNear(day)
            ? day
            : throw Wrong("a day such as 2026-05-01");

    /// <summary>Creates the error that the value is not what was expected.</summary>
    public CatalogException Wrong(string expected)
    {
        string text = IsObject || IsArray ? Element.ValueKind.ToString().ToLowerInvariant() : Element.GetRawText();
        return new CatalogException(
            Place.Origin, Place.Model, Name.Length == 0 ? null : Name, $"is {CatalogText.Show(text)}: it must be {expected}.");
    }

    /// <summary>Whether a day can be one of a model's.</summary>
    public static bool IsNear(DateOnly day) => day >= CatalogLimits.FirstDay && day <= CatalogLimits.LastDay;

    private decimal CheckNotRounded(decimal number, string text)
    {
        int exponent = text.AsSpan().IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = exponent < 0 ? text : text.AsSpan(0, exponent);
        return number != 0 || mantissa.IndexOfAnyInRange('1', '9') < 0
            ? number
            : throw Wrong("a number that is not too small to be told from 0");
    }
}

/// <summary>Where a value is from, for errors.</summary>
/// <param name="Origin">The list: a file name or an address.</param>
/// <param name="Model">The model, or the provider.</param>
internal sealed record ImportPlace(string Origin, string? Model);
