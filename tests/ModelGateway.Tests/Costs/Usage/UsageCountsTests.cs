using ModelGateway.Costs.Usage;

namespace ModelGateway.Tests.Costs.Usage;

public sealed class UsageCountsTests
{
    [Fact]
    public void ReadCacheWrite_ReadsOurNameBeforeTheSdks()
    {
        Assert.Equal(5, UsageCounts.ReadCacheWrite(new() { ["CacheCreationInputTokens"] = 5 }));
        Assert.Equal(7, UsageCounts.ReadCacheWrite(new() { ["CacheCreationInputTokens"] = 5, [UsageCounts.CacheWrite] = 7 }));
        Assert.Equal(0, UsageCounts.ReadCacheWrite(new() { [UsageCounts.CacheWrite1Hour] = 7 }));
        Assert.Equal(0, UsageCounts.ReadCacheWrite(null));
    }
}
