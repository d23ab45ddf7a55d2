using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class TextWeightsTests
{
    [Fact]
    public void Weigh_MultipliesCountsWithWeights()
    {
        TextWeights weights = Create(word: (1, 2, 3), number: (10, 20, 30));
        TextProfile profile = default;
        profile[TextFeature.Word] = 5;
        profile[TextFeature.Number] = 2;
        profile.Bytes = 1_000;

        Assert.Equal(new TokenEstimate(23, 50, 77), weights.Weigh(profile));
    }

    [Fact]
    public void Weigh_IsAtMostTheBytes()
    {
        TextProfile profile = default;
        profile[TextFeature.Word] = 5;
        profile.Bytes = 4;

        Assert.Equal(new TokenEstimate(3, 4, 4), Create(word: (1, 2, 3)).Weigh(profile));
        Assert.Equal(default, Create(word: (1, 2, 3)).Weigh(default));
    }

    [Fact]
    public void Times_ScalesEachBound()
    {
        TextProfile profile = default;
        profile[TextFeature.Word] = 10;
        profile.Bytes = 1_000;

        Assert.Equal(new TokenEstimate(18, 60, 122), Create(word: (1, 2, 3)).Times(2, 3, 4).Weigh(profile));
    }

    [Fact]
    public void Or_TakesTheMeanAndTheWiderBounds()
    {
        TextProfile profile = default;
        profile[TextFeature.Word] = 10;
        profile.Bytes = 1_000;

        Assert.Equal(new TokenEstimate(8, 30, 62), Create(word: (1, 2, 3)).Or(Create(word: (2, 4, 6))).Weigh(profile));
    }

    [Fact]
    public void WithSingleDigits_CountsEveryDigit()
    {
        TextProfile profile = default;
        profile[TextFeature.Digit] = 6;
        profile[TextFeature.DigitFrom4] = 4;
        profile.Bytes = 100;

        TokenEstimate estimate = OpenAIWeights.O200K.WithSingleDigits().Weigh(profile);

        Assert.Equal((6, 8), (estimate.Expected, estimate.High));
        Assert.Equal(OpenAIWeights.O200K.Weigh(profile).Low, estimate.Low);
    }

    [Fact]
    public void Constructor_RejectsAMissingWeight() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextWeights((1, 1, 1)));

    private static TextWeights Create(
        (double Low, double Expected, double High) word, (double Low, double Expected, double High) number = default)
    {
        var weights = new (double Low, double Expected, double High)[TextProfile.Features];
        weights[(int)TextFeature.Word] = word;
        weights[(int)TextFeature.Number] = number;
        return new TextWeights(weights);
    }
}
