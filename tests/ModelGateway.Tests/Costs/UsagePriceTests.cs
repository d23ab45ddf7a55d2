using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;
using ModelGateway.Costs;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;

namespace ModelGateway.Tests.Costs;

/// <summary>Usage whose price or sum is not the plain one.</summary>
public sealed class UsagePriceTests
{
    private static readonly ModelPrice Hour = new(1, 5) { CacheWriteUsdPerMillion = 1.25m, CacheWrite1HourUsdPerMillion = 2 };

    [Fact]
    public void WritesForAnHour_HaveTheirOwnPrice()
    {
        TokenUsage usage = new(0, 0, 100, 0, 0) { CacheWrite1HourTokens = 40 };

        Assert.Equal((60 * 1.25m) + (40 * 2m), CostCalculator.Calculate(usage, PriceQuote.Of(Hour)) * 1_000_000m);
        Assert.Equal(100 * 1.25m, CostCalculator.Calculate(usage, PriceQuote.Of(Hour with { CacheWrite1HourUsdPerMillion = null })) * 1_000_000m);
        Assert.Equal((10 * 2m) + (10 * 5m), CostCalculator.Ceiling(10, 10, PriceQuote.Of(Hour)) * 1_000_000m);
    }

    [Fact]
    public void WritesForAnHour_AreConfigured_AndAModelIsReplacedById()
    {
        ModelGatewayOptions options = new();
        ProviderOptions provider = new() { Type = "OpenAI" };
        provider.Models.Add(new ModelInfo { Id = "M", ContextWindow = 5 });
        options.Providers["p"] = provider;

        new GatewayConfigurationReader(ProviderTypes.Registry).Read(
            new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Providers:p:Models:0:Id", "m"), new("Providers:p:Models:0:InputUsdPerMillion", "1"), new("Providers:p:Models:0:OutputUsdPerMillion", "5"),
                new("Providers:p:Models:0:CacheWriteUsdPerMillion", "1.25"), new("Providers:p:Models:0:CacheWrite1HourUsdPerMillion", "2"),
            ]).Build(),
            options);

        Assert.Equal(new ModelInfo { Id = "m", Price = Hour }, Assert.Single(provider.Models));
    }

    // input, output, reasoning, tools, total → input, output
    [Theory]
    [InlineData(100, 20, 25, 30, 175, 130, 45)]
    [InlineData(100, 20, 25, 30, 145, 100, 45)]
    [InlineData(100, 20, 25, 30, 150, 130, 20)]
    [InlineData(100, 20, 0, 0, 190, 100, 90)]
    [InlineData(null, 20, 0, 0, 190, 170, 20)]
    [InlineData(100, 20, 25, 30, 110, 100, 20)]
    public void TheTotalHolds(int? input, int output, int reasoning, int tools, int total, int inputs, int outputs)
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

    [Theory]
    [InlineData(600, FailureKind.RateLimited)]
    [InlineData(1_000, FailureKind.RateLimited)]
    [InlineData(1_001, FailureKind.Unsupported)]
    public void ARequestThatMayFitItsQuota_IsNotGivenUp(long estimate, FailureKind kind)
    {
        ProviderFailure limited = new(FailureKind.RateLimited, "slow down") { TokenQuota = 1_000 };

        Assert.Equal(kind, FailurePolicy.AgainstQuota(limited, estimate).Kind);
    }
}
