namespace ModelGateway.Catalog.Importers;

/// <summary>Tells the price of an image from one of its tokens, which lists mix up.</summary>
internal static class ImagePrice
{
    // Documented as the price of an image, while what is listed are prices of image tokens: no image is read for so little.
    private const decimal LeastPerImage = 0.00005m;

    /// <summary>What a price is for, and what one unit of ours is of theirs.</summary>
    public static (PriceUnit Unit, decimal Factor) Unit(PriceUnit unit, decimal factor, decimal price) =>
        unit is PriceUnit.ImageInputItem or PriceUnit.ImageOutputItem && price > 0 && price < LeastPerImage
            ? (unit == PriceUnit.ImageInputItem ? PriceUnit.ImageInput : PriceUnit.ImageOutput, 1_000_000m)
            : (unit, factor);
}
