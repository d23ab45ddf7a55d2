namespace ModelGateway.Tokens;

/// <summary>How many tokens an image is, by the providers' own formulas. Where its size is not known, an ordinary image's, and at the most the largest's.</summary>
internal static class ImageTokens
{
    // The dearest of the documented tilings for one ordinary image: Anthropic's width × height / 750 at 1,092 × 1,092.
    private const long Ordinary = 1_600;

    // What no image exceeds; the most that Qwen's takes.
    private const int Most = 16_384;

    /// <summary>OpenAI: 85 and 170 for each tile of 512 pixels, after scaling to 768; the small models count patches of 32, at most 1,536 times up to 2.46.</summary>
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

    /// <summary>Anthropic: width × height / 750, scaled to at most 1,568 pixels a side, and the newest models to 2,576.</summary>
    public static TokenEstimate Claude(ImageSize size) =>
        size.IsKnown
            ? new TokenEstimate(Area(size, 1_568, 1_600) * 9 / 10, Area(size, 1_568, 1_600), (Area(size, 2_576, 4_784) * 11 / 10) + 16)
            : new TokenEstimate(0, Ordinary, Ordinary);

    /// <summary>Google: 258 for a small image or a tile of 768 pixels of a larger; the third generation 1,120 for any, unless told otherwise.</summary>
    public static TokenEstimate Gemini(ImageSize size)
    {
        long tiles = !size.IsKnown || Math.Max(size.Width, size.Height) <= 384 ? 1 : Pieces(size.Width, 768) * Pieces(size.Height, 768);
        long tokens = Math.Min(Most, 258 * tiles);
        return new TokenEstimate(64, tokens, Math.Max(size.IsKnown ? 1_120 : Ordinary, tokens));
    }

    /// <summary>Others: patches of 28 pixels, as Qwen and Mistral document them.</summary>
    public static TokenEstimate Patches(ImageSize size)
    {
        if (!size.IsKnown)
        {
            return Other(size);
        }

        long scaled = Pieces(Math.Min(size.Width, 1_540), 28) * Pieces(Math.Min(size.Height, 1_540), 28);
        long whole = Pieces(size.Width, 28) * (Pieces(size.Height, 28) + 1);
        return new TokenEstimate(0, scaled, Math.Clamp(whole, Math.Max(Ordinary, scaled), Most));
    }

    /// <summary>Whatever nothing is known of.</summary>
    public static TokenEstimate Other(ImageSize size) => new(0, Ordinary, Math.Max(Ordinary, Claude(size).High));

    private static long Area(ImageSize size, int longest, int most)
    {
        double scale = Math.Min(1, (double)longest / Math.Max(size.Width, size.Height));
        return Math.Min(most, (long)Math.Ceiling(size.Width * scale * size.Height * scale / 750));
    }

    private static long Pieces(double pixels, int size) => Math.Max(1, (long)Math.Ceiling(pixels / size));
}
