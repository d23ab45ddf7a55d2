#pragma warning disable MEAI001 // Counts by modality have no other place in UsageDetails.
using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Costs.Usage;

namespace ModelGateway.Tests.Costs;

public sealed class TokenUsageTests
{
    [Fact]
    public void EveryBucket_IsDisjoint()
    {
        TokenUsage usage = TokenUsage.From(new UsageDetails
        {
            InputTokenCount = 100,
            OutputTokenCount = 60,
            TotalTokenCount = 160,
            CachedInputTokenCount = 20,
            ReasoningTokenCount = 10,
            InputAudioTokenCount = 7,
            OutputAudioTokenCount = 5,
            AdditionalCounts = new()
            {
                [UsageCounts.CacheWrite] = 12,
                [UsageCounts.CacheWrite1Hour] = 8,
                [UsageCounts.CacheWrite5Minutes] = 3,
                [UsageCounts.InputImage] = 6,
                [UsageCounts.InputVideo] = 5,
                [UsageCounts.InputDocument] = 4,
                [UsageCounts.ToolInput] = 9,
                [UsageCounts.OutputImage] = 15,
                [UsageCounts.WebSearches] = 1,
                [UsageCounts.WebFetches] = 2,
                [UsageCounts.CodeExecutions] = 3,
                [UsageCounts.FileSearches] = 4,
                [UsageCounts.OtherServerTools] = 5,
            },
        });
        Assert.Equal(
            new TokenUsage(37, 20, 12, 30, 10)
            {
                CacheWrite1HourTokens = 8,
                CacheWrite5MinuteTokens = 3,
                AudioInputTokens = 7,
                ImageInputTokens = 6,
                VideoInputTokens = 5,
                DocumentInputTokens = 4,
                ToolInputTokens = 9,
                AudioOutputTokens = 5,
                ImageOutputTokens = 15,
                WebSearches = 1,
                WebFetches = 2,
                CodeExecutions = 3,
                FileSearches = 4,
                OtherServerToolCalls = 5,
            },
            usage);
        Assert.Equal((100, 60, 160), (usage.InputTokens, usage.AllOutputTokens, usage.TotalTokens));
    }

    // input, cached, audio, cached audio → text, read, audio
    [Theory]
    [InlineData(100, 50, 60, 0, 0, 50, 50)]
    [InlineData(100, 50, 60, 40, 30, 50, 20)]
    [InlineData(100, 0, 60, 0, 40, 0, 60)]
    [InlineData(100, 150, 0, 0, 0, 100, 0)]
    [InlineData(100, -5, -5, -5, 100, 0, 0)]
    public void CachedAudio_IsTextUnlessToldOtherwise(long input, long cached, long audio, long cachedAudio, long text, long read, long uncachedAudio)
    {
        TokenUsage usage = TokenUsage.From(new UsageDetails
        {
            InputTokenCount = input,
            CachedInputTokenCount = cached,
            InputAudioTokenCount = audio,
            AdditionalCounts = cachedAudio == 0 ? null : new() { [UsageCounts.CachedAudio] = cachedAudio },
        });
        Assert.Equal((text, read, uncachedAudio, input), (usage.UncachedInputTokens, usage.CacheReadTokens, usage.AudioInputTokens, usage.TotalTokens));
    }

    [Fact]
    public void ReasoningOutsideTheOutput_IsCounted_WhereTheTotalTellsIt()
    {
        UsageDetails details = new() { InputTokenCount = 10, OutputTokenCount = 5, ReasoningTokenCount = 30, TotalTokenCount = 45 };
        Assert.Equal(new TokenUsage(10, 0, 0, 5, 30), TokenUsage.From(details));
        details.TotalTokenCount = 15;
        Assert.Equal(new TokenUsage(10, 0, 0, 0, 5), TokenUsage.From(details));
    }

    [Fact]
    public void AudioOutsideTheInput_IsCounted_WhereTheTotalTellsIt() =>
        Assert.Equal(
            new TokenUsage(11, 0, 0, 15, 0) { AudioInputTokens = 375 },
            TokenUsage.From(new UsageDetails { InputTokenCount = 11, OutputTokenCount = 15, InputAudioTokenCount = 375, TotalTokenCount = 401 }));

    [Fact]
    public void AbsurdNumbers_DoNotOverflow()
    {
        TokenUsage usage = TokenUsage.From(new UsageDetails
        {
            InputTokenCount = long.MaxValue,
            OutputTokenCount = long.MaxValue,
            TotalTokenCount = long.MaxValue,
            CachedInputTokenCount = long.MaxValue,
            AdditionalCounts = new() { [UsageCounts.InputImage] = long.MaxValue, [UsageCounts.CacheWrite] = long.MinValue },
        });
        Assert.True(usage.TotalTokens > 0);
        Assert.NotNull(CostCalculator.Calculate(usage, PriceQuote.Of(ModelPricing.PerMillion(1000, 1000).Rules[0])));
    }

    [Fact]
    public void Equality_IsByValue_AlsoOfRareBuckets()
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
        Assert.Equal(new TokenUsage(11, 22, 33, 44, 55) { AudioInputTokens = 66, ToolInputTokens = 7, WebFetches = 1, IsEstimated = true }, left + right);
        Assert.Equal(left.TotalTokens + right.TotalTokens, TokenUsage.Add(left, right).TotalTokens);
        Assert.Equal(new TokenUsage(1, 0, 0, 0, 0) { ImageOutputTokens = 2 }, new TokenUsage(1, 0, 0, 0, 0) + (default(TokenUsage) with { ImageOutputTokens = 2 }));
    }

    [Fact]
    public void AFlatPrice_BillsEveryTokenOnce()
    {
        TokenUsage usage = new(1, 10, 100, 1000, 10_000)
        {
            CacheWrite1HourTokens = 40,
            AudioInputTokens = 5,
            ImageInputTokens = 6,
            VideoInputTokens = 7,
            DocumentInputTokens = 8,
            ToolInputTokens = 9,
            AudioOutputTokens = 11,
            ImageOutputTokens = 12,
            WebSearches = 99,
        };
        Assert.Equal(
            ((1 + 5 + 6 + 7 + 8 + 9) * 2m) + (10 * 0.5m) + (100 * 2.5m) + ((1000 + 10_000 + 11 + 12) * 8m),
            CostCalculator.Calculate(usage, PriceQuote.Of(ModelPricing.PerMillion(2, 8, cacheRead: 0.5m, cacheWrite: 2.5m).Rules[0])) * 1_000_000m);
    }

    [Fact]
    public void CommonUsage_AllocatesNothing()
    {
        UsageDetails details = new() { InputTokenCount = 10, OutputTokenCount = 5, CachedInputTokenCount = 3, ReasoningTokenCount = 2, TotalTokenCount = 15, InputAudioTokenCount = 0 };
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
