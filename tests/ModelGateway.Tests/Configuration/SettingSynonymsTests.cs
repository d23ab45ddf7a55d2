using Microsoft.Extensions.Configuration;

namespace ModelGateway.Tests.Configuration;

/// <summary>A setting that other libraries have is answered with the gateway's name for it.</summary>
public sealed class SettingSynonymsTests
{
    [Theory]
    [InlineData("Providers:x:ApiKey", "'Keys'")]
    [InlineData("Providers:x:apikey", "'Keys'")]
    [InlineData("Providers:x:BaseUrl", "'Endpoint'")]
    [InlineData("Providers:x:Url", "'Endpoint'")]
    [InlineData("Providers:x:BaseAddress", "'Endpoint'")]
    [InlineData("Providers:x:Model", "'Models'")]
    [InlineData("Providers:x:Location", "'Region'")]
    [InlineData("Providers:x:Timeout", "'Timeouts'")]
    [InlineData("Providers:x:Models:0:Price", "'InputUsdPerMillion' or 'OutputUsdPerMillion'")]
    [InlineData("Providers:x:Models:0:OutputPrice", "'OutputUsdPerMillion'")]
    [InlineData("Providers:x:Models:0:Model", "'Id'")]
    [InlineData("Providers:x:Models:0:ContextLength", "'ContextWindow'")]
    [InlineData("Providers:x:Models:0:MaxTokens", "'MaxOutputTokens'")]
    [InlineData("Routes:chat:Targets", "'To'")]
    [InlineData("Routes:chat:Models", "'To'")]
    [InlineData("Routes:chat:Strategy", "'Policy'")]
    [InlineData("Budgets:0:Limit", "'Usd'")]
    [InlineData("Budgets:0:Period", "'Per'")]
    [InlineData("CircuitBreaker", "'Breaker'")]
    [InlineData("DefaultModel", "'DefaultRoute'")]
    [InlineData("MaxTokens", "'DefaultMaxOutputTokens'")]
    [InlineData("Catalog:Sources:0:Url", "'Location'")]
    public void Suggest_NamesWhatTheUsersWordMeans(string setting, string meant)
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("G:Providers:x:Type", "OpenAI"), new("G:Providers:x:Keys", "k"), new("G:Routes:chat:To", "x/m"),
            new("G:Providers:x:Models:0:Id", "m"), new("G:Budgets:0:Usd", "5"), new("G:" + setting, "a-value"),
        ]).Build().GetSection("G");

        GatewayConfigurationException refused =
            Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(g => g.AddConfiguration(section)));

        Assert.Contains(refused.Failures, fault =>
            fault.StartsWith($"G:{setting} is not a setting. Did you mean {meant}?", StringComparison.Ordinal));
        Assert.DoesNotContain("a-value", refused.Message, StringComparison.Ordinal);
    }
}
