using ModelGateway.Catalog.Rules;

namespace ModelGateway.Tests.Catalog.Rules;

public sealed class EffortWordsTests
{
    [Theory]
    [InlineData("low medium high", "none", "low")]
    [InlineData("minimal low medium high", "none", "minimal")]
    [InlineData("none high", "none", "none")]
    [InlineData("none high", "low", "high")]
    [InlineData("low high", "medium", "high")]
    [InlineData("medium", "xhigh", "medium")]
    [InlineData("low medium high max", "xhigh", "max")]
    [InlineData("low medium high", "xhigh", "high")]
    [InlineData("none", "low", "none")]
    public void Nearest_KeepsReasoningWhereThereIsAny(string words, string asked, string nearest)
    {
        byte bits = EffortWords.Bits(words.Split(' '));

        Assert.True(EffortWords.TryParse(asked, out EffortWord effort));
        Assert.Equal(nearest, EffortWords.Name(EffortWords.Nearest(bits, effort)));
    }

    [Fact]
    public void Words_ArePairedWithTheirEfforts() => Assert.Equal(
        Enum.GetNames<EffortWord>().Select(static name => name.ToLowerInvariant()), EffortWords.All);
}
