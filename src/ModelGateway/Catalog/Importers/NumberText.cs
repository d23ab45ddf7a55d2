namespace ModelGateway.Catalog.Importers;

/// <summary>Parts of a number as it is written.</summary>
internal static class NumberText
{
    /// <summary>What stands before the exponent.</summary>
    public static ReadOnlySpan<char> Mantissa(this ReadOnlySpan<char> number)
    {
        int exponent = number.IndexOfAny('e', 'E');
        return exponent < 0 ? number : number[..exponent];
    }
}
