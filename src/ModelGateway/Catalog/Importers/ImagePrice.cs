namespace ModelGateway.Catalog.Importers;

/// <summary>Tells prices per image from prices per image token, which price lists confuse.</summary>
internal static class ImagePrice
{
    // The field is documented as the price of an image. A smaller number must be the price of an image token, since no image is that cheap.
    private const decimal MinPerImage = 0.00005m;

    /// <summary>The unit of a price, and how many of the list's units one of the catalog's is.</summary>
    public static (PriceUnit Unit, decimal Factor) Unit(PriceUnit unit, decimal factor, decimal price) =>
        unit is PriceUnit.ImageInputItem or PriceUnit.ImageOutputItem && price > 0 && price < MinPerImage
            ? (unit == PriceUnit.ImageInputItem ? PriceUnit.ImageInput : PriceUnit.ImageOutput, 1_000_000m)
            : (unit, factor);
}
