namespace ModelGateway.Tokens;

/// <summary>The tokens that each <see cref="TextFeature"/> is worth to a tokenizer family: lower bound, expected, upper bound.</summary>
internal sealed class TextWeights
{
    // A text's boundaries may split tokens, which the weights, measured over whole texts, do not allow for.
    private const int Slack = 2;

    private readonly float[] _low = new float[TextProfile.Features];
    private readonly float[] _expected = new float[TextProfile.Features];
    private readonly float[] _high = new float[TextProfile.Features];

    /// <param name="weights">The weights, in the order of the features.</param>
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

    /// <summary>These weights times a factor for each bound.</summary>
    public TextWeights Times(double low, double expected, double high)
    {
        TextWeights result = new();
        for (int i = 0; i < TextProfile.Features; i++)
        {
            result.Set(i, _low[i] * low, _expected[i] * expected, _high[i] * high);
        }

        return result;
    }

    /// <summary>Weights for a tokenizer that resembles both: the mean, with the wider bounds.</summary>
    public TextWeights Or(TextWeights other)
    {
        TextWeights result = new();
        for (int i = 0; i < TextProfile.Features; i++)
        {
            double mean = (_expected[i] + other._expected[i]) / 2;
            result.Set(i, Math.Min(_low[i], other._low[i]), mean, Math.Max(_high[i], other._high[i]));
        }

        return result;
    }

    /// <summary>Weights for a tokenizer that may make every digit a token. The lower bound stays that of grouped digits.</summary>
    public TextWeights WithSingleDigits()
    {
        TextWeights result = Times(1, 1, 1);
        result.Set((int)TextFeature.Digit, _low[(int)TextFeature.Digit], 1, 1);
        result.Set((int)TextFeature.DigitFrom4, _low[(int)TextFeature.DigitFrom4], 0, 0);
        return result;
    }

    /// <summary>The tokens of a text with the profile.</summary>
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
            Math.Clamp((long)low - Slack, 0, most),
            Math.Min((long)MathF.Round(expected), most),
            Math.Min((long)MathF.Ceiling(high) + Slack, most));
    }

    private void Set(int feature, double low, double expected, double high)
    {
        _low[feature] = (float)low;
        _expected[feature] = (float)expected;
        _high[feature] = (float)high;
    }
}
