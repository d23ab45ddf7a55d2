namespace ModelGateway.Tokens;

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
            Set(i, weights[i].Low, weights[i].Expected, weights[i].High);
        }
    }

    private TextWeights()
    {
    }

    /// <summary>The same weights times a factor for each bound.</summary>
    public TextWeights Times(double low, double expected, double high)
    {
        TextWeights made = new();
        for (int i = 0; i < TextProfile.Features; i++)
        {
            made.Set(i, _low[i] * low, _expected[i] * expected, _high[i] * high);
        }

        return made;
    }

    /// <summary>Weights for a tokenizer that is like both: between them, and bounded by the wider.</summary>
    public TextWeights Or(TextWeights other)
    {
        TextWeights made = new();
        for (int i = 0; i < TextProfile.Features; i++)
        {
            made.Set(i, Math.Min(_low[i], other._low[i]), (_expected[i] + other._expected[i]) / 2, Math.Max(_high[i], other._high[i]));
        }

        return made;
    }

    /// <summary>Weights for a tokenizer that makes a token of every digit; one that does not is still above the lower bound.</summary>
    public TextWeights WithDigitsApart()
    {
        TextWeights made = Times(1, 1, 1);
        made.Set((int)TextFeature.Digit, _low[(int)TextFeature.Digit], 1, 1);
        made.Set((int)TextFeature.DigitFrom4, _low[(int)TextFeature.DigitFrom4], 0, 0);
        return made;
    }

    /// <summary>The tokens of what a profile counts.</summary>
    public TokenEstimate Weigh(in TextProfile profile)
    {
        if (profile.Bytes == 0)
        {
            return default;
        }

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

        long most = profile.Bytes;
        return new TokenEstimate(
            Math.Clamp((long)low - Slack, 0, most), Math.Min((long)MathF.Round(expected), most), Math.Min((long)MathF.Ceiling(high) + Slack, most));
    }

    private void Set(int feature, double low, double expected, double high)
    {
        _low[feature] = (float)low;
        _expected[feature] = (float)expected;
        _high[feature] = (float)high;
    }
}
