using Microsoft.Extensions.AI;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

/// <summary>Images count as the providers' formulas say.</summary>
public sealed class ImageTokensTests
{
    [Theory]
    [InlineData(TokenizerFamilies.O200K, 1024, 1024, 765)]
    [InlineData(TokenizerFamilies.O200K, 512, 512, 255)]
    [InlineData(TokenizerFamilies.O200K, 2048, 4096, 1105)]
    [InlineData(TokenizerFamilies.Claude, 1000, 1000, 1334)]
    [InlineData(TokenizerFamilies.Claude, 200, 200, 54)]
    [InlineData(TokenizerFamilies.Gemini, 384, 200, 258)]
    [InlineData(TokenizerFamilies.Gemini, 1500, 700, 516)]
    [InlineData(TokenizerFamilies.Qwen, 280, 280, 100)]
    public void Image_CountsByItsSize(string family, int width, int height, int tokens)
    {
        long text = Estimate([], family).Expected;
        Assert.Equal(tokens, Estimate([new DataContent(SampleImages.Png(width, height), "image/png")], family).Expected - text);
        Assert.Equal(tokens, Estimate([new DataContent(SampleImages.Jpeg(width, height), "image/jpeg")], family).Expected - text);
        Assert.Equal(tokens, Estimate([new DataContent(SampleImages.Gif(width, height), "image/gif")], family).Expected - text);
    }

    [Fact]
    public void UnknownSize_CountsAsAnOrdinaryImage()
    {
        Assert.Equal(new TokenEstimate(70, 765, 1_600), ImageTokens.OpenAI(default));
        Assert.Equal(new TokenEstimate(0, 1_600, 1_600), ImageTokens.Claude(default));
        Assert.Equal(new TokenEstimate(64, 258, 1_600), ImageTokens.Gemini(default));
        Assert.Equal(new TokenEstimate(0, 1_600, 1_600), ImageTokens.Patches(default));
        Assert.Equal(new TokenEstimate(0, 1_600, 1_600), ImageTokens.Other(default));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(65_535, 1)]
    [InlineData(65_535, 65_535)]
    public void Formulas_HaveBoundsInOrder(int width, int height)
    {
        Func<ImageSize, TokenEstimate>[] formulas =
            [ImageTokens.OpenAI, ImageTokens.Claude, ImageTokens.Gemini, ImageTokens.Patches, ImageTokens.Other];
        Assert.All(formulas, formula =>
        {
            TokenEstimate estimate = formula(new ImageSize(width, height));
            Assert.True(0 <= estimate.Low && estimate.Low <= estimate.Expected && estimate.Expected <= estimate.High, $"{estimate}");
        });
    }

    private static TokenEstimate Estimate(IList<AIContent> contents, string family) =>
        TokenEstimator.EstimateInput([new ChatMessage(ChatRole.User, contents)], null, family);
}
