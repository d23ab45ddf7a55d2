using ModelGateway.Pipeline.Embeddings;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Pipeline.Embeddings;

public sealed class LongestTextTests
{
    private static readonly TokenCounters NoCounters = new([]);

    [Fact]
    public void Length_IsThatOfTheLongest() => Assert.Equal(4, new LongestText(["ab", "abcd", "abc"], NoCounters).Length);

    [Fact]
    public void NoTexts_HaveNoLength() => Assert.Equal(0, new LongestText([], NoCounters).Length);

    [Fact]
    public void Estimate_IsThatOfTheLongest()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 50));

        Assert.Equal(TokenEstimator.EstimateText(text, null, NoCounters), new LongestText(["a", text], NoCounters).Estimate(null));
    }
}
