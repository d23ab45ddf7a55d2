namespace ModelGateway.Tokens;

/// <summary>
/// The tokens of an image by the providers' published formulas. Where the size is unknown, an ordinary image is assumed.
/// </summary>
internal static class ImageTokens
{
    // The most expensive of the published formulas for an ordinary image: Anthropic's width × height / 750 at 1,092 × 1,092.
    private const long Ordinary = 1_600;

    // The largest image that any provider accepts, which is Qwen's.
    private const int Max = 16_384;

    /// <summary>
    /// OpenAI: 85 tokens, and 170 for each tile of 512 pixels after scaling to 768. The small models count patches of 32 pixels, at most
    /// 1,536, times a factor of up to 2.46.
    /// </summary>
    public static TokenEstimate OpenAI(ImageSize size)
    {
        if (!size.IsKnown)
        {
            return new TokenEstimate(70, 765, Ordinary);
        }

        double scale = Math.Min(1, 2048.0 / Math.Max(size.Width, size.Height));
        scale *= Math.Min(1, 768 / (scale * Math.Min(size.Width, size.Height)));
        long tiles = Pieces(size.Width * scale, 512) * Pieces(size.Height * scale, 512);
        long patches = Math.Min(1_536, Pieces(size.Width, 32) * Pieces(size.Height, 32));
        long tokens = 85 + (170 * tiles);
        return new TokenEstimate(Math.Min(70, patches), tokens, Math.Max(tokens, (long)Math.Ceiling(patches * 2.46)));
    }

    /// <summary>Anthropic: width × height / 750 after scaling to 1,568 pixels a side, or 2,576 for the newest models.</summary>
    public static TokenEstimate Claude(ImageSize size) =>
        size.IsKnown
            ? new TokenEstimate(Area(size, 1_568, 1_600) * 9 / 10, Area(size, 1_568, 1_600), (Area(size, 2_576, 4_784) * 11 / 10) + 16)
            : new TokenEstimate(0, Ordinary, Ordinary);

    /// <summary>
    /// Google: 258 tokens for a small image, or for each tile of 768 pixels. The third generation counts 1,120 for any image by default.
    /// </summary>
    public static TokenEstimate Gemini(ImageSize size)
    {
        long tiles = !size.IsKnown || Math.Max(size.Width, size.Height) <= 384 ? 1 : Pieces(size.Width, 768) * Pieces(size.Height, 768);
        long tokens = Math.Min(Max, 258 * tiles);
        return new TokenEstimate(64, tokens, Math.Max(size.IsKnown ? 1_120 : Ordinary, tokens));
    }

    /// <summary>Qwen and Mistral: patches of 28 pixels.</summary>
    public static TokenEstimate Patches(ImageSize size)
    {
        if (!size.IsKnown)
        {
            return Other(size);
        }

        long scaled = Pieces(Math.Min(size.Width, 1_540), 28) * Pieces(Math.Min(size.Height, 1_540), 28);
        long whole = Pieces(size.Width, 28) * (Pieces(size.Height, 28) + 1);
        return new TokenEstimate(0, scaled, Math.Clamp(whole, Math.Max(Ordinary, scaled), Max));
    }

    /// <summary>Families without a published formula.</summary>
    public static TokenEstimate Other(ImageSize size) => new(0, Ordinary, Math.Max(Ordinary, Claude(size).High));

    private static long Area(ImageSize size, int maxSide, int maxTokens)
    {
        double scale = Math.Min(1, (double)maxSide / Math.Max(size.Width, size.Height));
        return Math.Min(maxTokens, (long)Math.Ceiling(size.Width * scale * size.Height * scale / 750));
    }

    private static long Pieces(double pixels, int size) => Math.Max(1, (long)Math.Ceiling(pixels / size));
}
