using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("totl", "Total", " Did you mean 'Total'?")]
    [InlineData("gpt-5-mini", "openai/gpt-5-mini", " Did you mean 'openai/gpt-5-mini'?")]
    [InlineData("xyz", "Total", "")]
    [InlineData("", "Total", "")]
    public void Suggest_NamesWhatDiffersInHalfItsLettersAtMost(string unknown, string known, string expected) =>
        Assert.Equal(expected, NearestNames.Suggest(unknown, [known]));

    [Fact]
    public void Find_ReturnsTheThreeNearestOnce_BestFirst() =>
        Assert.Equal(["routes", "route", "routed"], NearestNames.Find("Routess", ["roots", "routed", "ROUTED", "route", "routes", "beta"]));

    [Fact]
    public void DidYouMean_JoinsSeveral() => Assert.Equal(" Did you mean 'a' or 'b'?", NearestNames.DidYouMean(["a", "b"]));
}
