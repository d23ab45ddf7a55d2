namespace ModelGateway.Catalog.Models;

/// <summary>What a catalog may hold. Real ones are far below; beyond is a mistake or an attack.</summary>
internal static class CatalogLimits
{
    public const int FileBytes = 32 << 20;

    public const int Models = 100_000;

    /// <summary>Levels of objects and arrays within each other.</summary>
    public const int Depth = 12;

    /// <summary>Letters of a model's name.</summary>
    public const int Name = 256;

    /// <summary>Letters of any other text.</summary>
    public const int Text = 1_024;

    /// <summary>Things in one list.</summary>
    public const int Items = 1_000;

    /// <summary>Tokens of a window.</summary>
    public const int Tokens = 100_000_000;

    public const int Dimensions = 1_000_000;

    /// <summary>Days of retention: a century.</summary>
    public const int Days = 36_525;

    /// <summary>US dollars of one rate.</summary>
    public const decimal Usd = 1_000_000m;

    /// <summary>The largest factor on prices.</summary>
    public const decimal Factor = 1_000m;

    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    public static readonly DateOnly LastDay = new(2199, 12, 31);
}
