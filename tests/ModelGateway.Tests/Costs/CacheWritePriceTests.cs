using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Costs;

public sealed class CacheWritePriceTests
{
    private static readonly ModelPricing Hour = ModelPricing.PerMillion(1, 5, cacheWrite: 1.25m, cacheWrite1Hour: 2);

    [Fact]
    public void Configuration_ReadsOneHourCacheWritePrices()
    {
        ModelGatewayOptions options = new();
        ProviderOptions provider = new() { Type = "OpenAI" };
        provider.Models.Add(new ModelInfo { Id = "M", ContextWindow = 5 });
        options.Providers["p"] = provider;

        new GatewayConfigurationReader(ProviderTypes.Registry).Read(
            new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Providers:p:Models:0:Id", "m"),
                new("Providers:p:Models:0:InputUsdPerMillion", "1"), new("Providers:p:Models:0:OutputUsdPerMillion", "5"),
                new("Providers:p:Models:0:CacheWriteUsdPerMillion", "1.25"), new("Providers:p:Models:0:CacheWrite1HourUsdPerMillion", "2"),
            ]).Build(),
            options);

        Assert.Equal(new ModelInfo { Id = "m", Pricing = Hour }, Assert.Single(provider.Models));
    }
}
