namespace ModelGateway.Costs.Tokens;

/// <summary>How many tokens each <see cref="TextFeature"/> is worth to a family of tokenizers: at the least, as a rule, at the most.</summary>
internal sealed class TextWeights
{
    // A text may be cut where its tokens are not, and so may be counted a little differently than its parts were when the weights were measured.
    private const int Slack = 2;

    private readonly float[] _low = new float[TextProfile.Features];
    private readonly float[] _expected = new float[TextProfile.Features];
    private readonly float[] _high = new float[TextProfile.Features];

    /// <param name="weights">A weight for every feature, in their order.</param>
    public TextWeights(params ReadOnlySpan<(double Low, double Expected, double High)> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, TextProfile.Features);
        for (int i = 0; i < weights.Length; i++)
        {
            _low[i] = (float)weights[i].Low;
            _expected[i] = (float)weights[i].Expected;
            _high[i] = (float)weights[i].High;
        }
    }

    private TextWeights(TextWeights like, double low, double expected, double high)
    {
        for (int i = 0; i < TextProfile.Features; i++)
        {
            _low[i] = (float)(like._low[i] * low);
            _expected[i] = (float)(like._expected[i] * expected);
            _high[i] = (float)(like._high[i] * high);
        }
    }

    /// <summary>The same weights times a factor for each bound.</summary>
    public TextWeights Times(double low, double expected, double high) => new(this, low, expected, high);

    /// <summary>The tokens of what a profile counts.</summary>
    public TokenEstimate Weigh(in TextProfile profile)
    {
        float low = 0;
        float expected = 0;
        float high = 0;
        for (int i = 0; i < TextProfile.Features; i++)
        {
            float count = profile[i];
            low += count * _low[i];
            expected += count * _expected[i];
            high += count * _high[i];
        }

        return high == 0 ? default : new TokenEstimate(Math.Max(0, (long)low - Slack), (long)MathF.Round(expected), (long)MathF.Ceiling(high) + Slack);
    }
}
