using Microsoft.Extensions.AI;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class TokenEstimatorTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void EstimateOutput_TakesFourCharactersAsAToken(long characters, long tokens) =>
        Assert.Equal(tokens, TokenEstimator.EstimateOutput(characters));

    [Fact]
    public void Characters_CountsTextsReasoningAndCalls()
    {
        Assert.Equal(5, TokenEstimator.Characters(new TextContent("hello")));
        Assert.Equal(3, TokenEstimator.Characters(new TextReasoningContent("why")));
        Assert.Equal(
            "look_upcityParis".Length,
            TokenEstimator.Characters(new FunctionCallContent("1", "look_up", new Dictionary<string, object?> { ["city"] = "Paris" })));
        Assert.Equal(0, TokenEstimator.Characters(new UsageContent()));
    }

    [Fact]
    public void EstimateText_UsesTheCounterOfTheFamily()
    {
        TokenCounters counters = new([new Fixed("o200k", 42)]);

        Assert.Equal(TokenEstimate.Exactly(42), TokenEstimator.EstimateText("hello world", "O200K", counters));
        Assert.Equal(
            TokenEstimator.EstimateText("hello world", "claude", TokenCounters.None),
            TokenEstimator.EstimateText("hello world", "claude", counters));
    }

    [Fact]
    public void EstimateText_FallsBackWhereTheCounterFails()
    {
        List<(string Family, string Message)> failures = [];
        TokenCounters counters = new([new Fixed("o200k", -1)], (family, exception) => failures.Add((family, exception.Message)));

        TokenEstimate estimate = TokenEstimator.EstimateText("hello world", "o200k", counters);

        Assert.Equal(TokenEstimator.EstimateText("hello world", "o200k", TokenCounters.None), estimate);
        Assert.Equal([("o200k", "It counted -1 tokens.")], failures);
    }

    [Fact]
    public void EstimateInput_IsTheTextAndWhatIsAroundIt()
    {
        TokenWeights weights = TokenWeights.For(TokenizerFamilies.O200K);
        ChatMessage[] messages = [new(ChatRole.User, "hello world")];

        TokenEstimate estimate = TokenEstimator.EstimateInput(messages, null, TokenizerFamilies.O200K);

        Assert.Equal(
            TokenEstimator.EstimateText("hello world", TokenizerFamilies.O200K, TokenCounters.None) + weights.PerRequest
            + weights.PerMessage,
            estimate);
    }

    private sealed class Fixed(string family, int tokens) : ITokenCounter
    {
        public string Family => family;

        public int CountTokens(ReadOnlySpan<char> text) => tokens;
    }
}
