namespace ModelGateway.Catalog.Models;

/// <summary>The bounds of a catalog. Real catalogs are far below them; a file beyond them is a mistake or an attack.</summary>
internal static class CatalogLimits
{
    public const int FileBytes = 32 << 20;

    public const int Models = 100_000;

    /// <summary>Levels of nested objects and arrays.</summary>
    public const int Depth = 12;

    /// <summary>Characters of a model's name.</summary>
    public const int Name = 256;

    /// <summary>Characters of any other text.</summary>
    public const int Text = 1_024;

    /// <summary>Items of one list.</summary>
    public const int Items = 1_000;

    /// <summary>Tokens of a limit.</summary>
    public const int Tokens = 100_000_000;

    public const int Dimensions = 1_000_000;

    /// <summary>Days of retention: a century.</summary>
    public const int Days = 36_525;

    /// <summary>US dollars of one price.</summary>
    public const decimal Usd = 1_000_000m;

    /// <summary>The largest factor on prices.</summary>
    public const decimal Factor = 1_000m;

    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    public static readonly DateOnly LastDay = new(2199, 12, 31);
}
