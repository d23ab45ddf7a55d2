#pragma warning disable MEAI001 // Counts by modality have no other place in UsageDetails.
using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Costs.Usage;

namespace ModelGateway.Tests.Costs.Usage;

public sealed class UsageBucketsTests
{
    [Fact]
    public void Read_MakesDisjointBuckets()
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
    public void Read_CountsCachedAudioAsTextUnlessReported(
        long input, long cached, long audio, long cachedAudio, long text, long read, long uncachedAudio)
    {
        TokenUsage usage = TokenUsage.From(new UsageDetails
        {
            InputTokenCount = input,
            CachedInputTokenCount = cached,
            InputAudioTokenCount = audio,
            AdditionalCounts = cachedAudio == 0 ? null : new() { [UsageCounts.CachedAudio] = cachedAudio },
        });
        Assert.Equal((text, read, uncachedAudio, input), (
            usage.UncachedInputTokens, usage.CacheReadTokens, usage.AudioInputTokens, usage.TotalTokens));
    }

    [Fact]
    public void Read_AddsReasoningThatOnlyTheTotalIncludes()
    {
        UsageDetails details = new() { InputTokenCount = 10, OutputTokenCount = 5, ReasoningTokenCount = 30, TotalTokenCount = 45 };
        Assert.Equal(new TokenUsage(10, 0, 0, 5, 30), TokenUsage.From(details));
        details.TotalTokenCount = 15;
        Assert.Equal(new TokenUsage(10, 0, 0, 0, 5), TokenUsage.From(details));
    }

    [Fact]
    public void Read_AddsAudioThatOnlyTheTotalIncludes() =>
        Assert.Equal(
            new TokenUsage(11, 0, 0, 15, 0) { AudioInputTokens = 375 },
            TokenUsage.From(
                new UsageDetails { InputTokenCount = 11, OutputTokenCount = 15, InputAudioTokenCount = 375, TotalTokenCount = 401 }));

    [Fact]
    public void Read_BoundsAbsurdNumbers()
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
        Assert.NotNull(CostCalculator.Calculate(usage, PriceQuote.From(ModelPricing.PerMillion(1000, 1000).Rules[0])));
    }

    // input, output, reasoning, tools, total → input, output
    [Theory]
    [InlineData(100, 20, 25, 30, 175, 130, 45)]
    [InlineData(100, 20, 25, 30, 145, 100, 45)]
    [InlineData(100, 20, 25, 30, 150, 130, 20)]
    [InlineData(100, 20, 0, 0, 190, 100, 90)]
    [InlineData(null, 20, 0, 0, 190, 170, 20)]
    [InlineData(100, 20, 25, 30, 110, 100, 20)]
    public void Read_AttributesTokensThatOnlyTheTotalIncludes(
        int? input, int output, int reasoning, int tools, int total, int inputs, int outputs)
    {
        TokenUsage usage = TokenUsage.From(new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            ReasoningTokenCount = reasoning,
            TotalTokenCount = total,
            AdditionalCounts = new() { [UsageCounts.ToolInput] = tools },
        });

        Assert.Equal((inputs, outputs), (usage.InputTokens, usage.AllOutputTokens));
        Assert.Equal((Math.Min(reasoning, outputs), tools), (usage.ReasoningTokens, usage.ToolInputTokens));
    }
}
