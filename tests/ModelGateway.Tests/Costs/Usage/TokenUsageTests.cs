#pragma warning disable MEAI001 // Counts by modality have no other place in UsageDetails.
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Costs.Usage;

public sealed class TokenUsageTests
{
    [Fact]
    public void Equality_IsByValueInAllBuckets()
    {
        TokenUsage plain = new(1, 2, 3, 4, 5);
        Assert.Equal(plain, (plain with { AudioInputTokens = 7 }) with { AudioInputTokens = 0 });
        Assert.Equal(plain with { ImageInputTokens = 1, WebSearches = 2 }, plain with { WebSearches = 2, ImageInputTokens = 1 });
        Assert.NotEqual(plain, plain with { CacheWrite1HourTokens = 3 });
    }

    [Fact]
    public void Sums_AddEveryBucket()
    {
        TokenUsage left = new(1, 2, 3, 4, 5) { AudioInputTokens = 6, WebFetches = 1, IsEstimated = true };
        TokenUsage right = new(10, 20, 30, 40, 50) { AudioInputTokens = 60, ToolInputTokens = 7 };
        Assert.Equal(new TokenUsage(
            11, 22, 33, 44, 55)
        { AudioInputTokens = 66, ToolInputTokens = 7, WebFetches = 1, IsEstimated = true }, left + right);
        Assert.Equal(left.TotalTokens + right.TotalTokens, TokenUsage.Add(left, right).TotalTokens);
        Assert.Equal(new TokenUsage(1, 0, 0, 0, 0) { ImageOutputTokens = 2 }, new TokenUsage(1, 0, 0, 0, 0)
            + (default(TokenUsage) with { ImageOutputTokens = 2 }));
    }

    [Fact]
    public void From_AllocatesNothingForCommonUsage()
    {
        UsageDetails details = new()
        {
            InputTokenCount = 10,
            OutputTokenCount = 5,
            CachedInputTokenCount = 3,
            ReasoningTokenCount =
            2,
            TotalTokenCount = 15,
            InputAudioTokenCount = 0
        };
        TokenUsage sum = TokenUsage.From(details);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += TokenUsage.From(details);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1515, sum.TotalTokens);
    }
}
