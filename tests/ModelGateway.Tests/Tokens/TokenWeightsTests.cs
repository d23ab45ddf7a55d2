using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class TokenWeightsTests
{
    private static readonly string[] Families =
        [.. typeof(TokenizerFamilies).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void For_FindsTheWeightsOfEveryFamily() =>
        Assert.All(Families, family => Assert.NotSame(TokenWeightTable.Unknown, TokenWeights.For(family.ToUpperInvariant())));

    [Theory]
    [InlineData("unheard-of")]
    [InlineData(null)]
    public void For_ReturnsTheWeightsOfUnknownFamilies(string? family) =>
        Assert.Same(TokenWeightTable.Unknown, TokenWeights.For(family));

    [Fact]
    public void Overhead_AddsUpWhatIsCounted()
    {
        TokenWeights weights = TokenWeights.For(TokenizerFamilies.O200K);
        InputCounts counts = new() { Messages = 2, Calls = 1, Tools = 3 };

        Assert.Equal(weights.PerRequest, weights.Overhead(default));
        Assert.Equal(
            weights.PerRequest + (weights.PerMessage * 2) + weights.PerCall + weights.WithTools + (weights.PerTool * 3),
            weights.Overhead(counts));
    }

    [Fact]
    public void Overhead_EstimatesFilesAndMediaByTheirBytes()
    {
        TokenWeights weights = TokenWeights.For(TokenizerFamilies.O200K);
        InputCounts counts = new() { Unknown = 1, MediaBytes = 6_000, FileBytes = 9_600 };

        TokenEstimate files = weights.Overhead(counts);

        Assert.Equal(weights.PerRequest.Low, files.Low);
        Assert.Equal(weights.PerRequest.Expected + 1_600 + 12 + 300, files.Expected);
        Assert.Equal(weights.PerRequest.High + 1_600 + 2_000 + 3_200, files.High);
    }

    [Theory]
    [InlineData(TokenizerFamilies.O200K, 7)]
    [InlineData(TokenizerFamilies.Qwen, 0)]
    public void Tools_MayBeLeftOutWhereTheyMustNotBeCalled(string family, long expected)
    {
        TokenWeights weights = TokenWeights.For(family);
        TokenEstimate tools = new(5, 7, 9);

        Assert.Equal(tools, weights.Tools(tools, default));
        Assert.Equal(new TokenEstimate(0, expected, 9), weights.Tools(tools, new InputCounts { AreToolsIdle = true }));
    }
}
