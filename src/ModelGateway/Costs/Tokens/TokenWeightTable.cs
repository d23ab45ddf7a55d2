namespace ModelGateway.Costs.Tokens;

/// <summary>The weights of every family.</summary>
internal static class TokenWeightTable
{
    /// <summary>For a family that is not known.</summary>
    public static TokenWeights Unknown { get; } = Like(OpenAIWeights.Cl100K, 0.6, 1.05, 1.15);

    public static KeyValuePair<string, TokenWeights>[] Families { get; } =
    [
        new(TokenizerFamilies.O200K, Like(OpenAIWeights.O200K, 1, 1, 1) with { Image = ImageTokens.OpenAI }),
        new(TokenizerFamilies.Cl100K, Like(OpenAIWeights.Cl100K, 1, 1, 1) with { Image = ImageTokens.OpenAI }),
        new(TokenizerFamilies.Claude, Like(OpenAIWeights.Cl100K, 0.8, 1.1, 1.2) with { Image = ImageTokens.Claude }),
        new(TokenizerFamilies.Gemini, Like(OpenAIWeights.O200K, 0.8, 1, 1.2) with { Image = ImageTokens.Gemini }),
    ];

    private static TokenWeights Like(TextWeights text, double low, double expected, double high)
    {
        TextWeights weights = text.Times(low, expected, high);
        return new TokenWeights
        {
            Text = weights,
            Tools = weights.Times(0.5, 0.9, 1),
            PerRequest = new TokenEstimate(0, 3, 16),
            PerMessage = new TokenEstimate(1, 4, 8),
            PerCall = new TokenEstimate(0, 8, 16),
            WithTools = new TokenEstimate(0, 12, 400),
            PerTool = new TokenEstimate(0, 8, 24),
            Image = ImageTokens.Other,
        };
    }
}
