using ModelGateway.Costs.Usage;

namespace ModelGateway.Tests.Costs.Usage;

public sealed class ExtendedUsageTests
{
    [Fact]
    public void OrNull_DropsAnEmptyUsage()
    {
        ExtendedUsage some = new() { WebSearches = 1 };

        Assert.Null(ExtendedUsage.OrNull(new ExtendedUsage()));
        Assert.Same(some, ExtendedUsage.OrNull(some));
    }

    [Fact]
    public void Add_SumsEveryBucket()
    {
        ExtendedUsage one = new()
        {
            CacheWrite5Minutes = 1,
            CacheWrite1Hour = 2,
            AudioInput = 3,
            ImageInput = 4,
            VideoInput = 5,
            DocumentInput = 6,
            ToolInput = 7,
            AudioOutput = 8,
            ImageOutput = 9,
            WebSearches = 10,
            WebFetches = 11,
            CodeExecutions = 12,
            FileSearches = 13,
            OtherToolCalls =
                14,
        };

        ExtendedUsage sum = ExtendedUsage.Add(one, one)!;

        Assert.All(
            typeof(ExtendedUsage).GetProperties().Where(static property => property.PropertyType == typeof(long)),
            property => Assert.Equal(2 * (long)property.GetValue(one)!, (long)property.GetValue(sum)!));
    }

    [Fact]
    public void Add_ReturnsTheOtherSideIfOneIsNull()
    {
        ExtendedUsage some = new() { AudioInput = 1 };

        Assert.Same(some, ExtendedUsage.Add(some, null));
        Assert.Same(some, ExtendedUsage.Add(null, some));
        Assert.Null(ExtendedUsage.Add(null, null));
    }

    [Fact]
    public void Totals_LeaveOutCacheWrites()
    {
        ExtendedUsage usage =
            new() { CacheWrite1Hour = 100, AudioInput = 1, DocumentInput = 2, ToolInput = 4, ImageOutput = 8, CodeExecutions = 16 };

        Assert.Equal((7, 8, 16), (usage.Input, usage.Output, usage.ServerToolCalls));
    }
}
