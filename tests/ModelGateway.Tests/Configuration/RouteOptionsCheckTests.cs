using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;
using ModelGateway.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

public sealed class RouteOptionsCheckTests
{
    [Fact]
    public void RepairsAndBridges_AreRead()
    {
        ModelGatewayOptions options = Read(("Routes:chat:MaxRepairs", "5"), ("Routes:chat:Bridges:0", "SchemaByPrompt"));

        Assert.Equal(5, options.Routes["chat"].MaxRepairs);
        Assert.Equal(Bridges.SchemaByPrompt, options.Routes["chat"].Bridges);
        Assert.Equal(2, new GatewayRouteOptions().MaxRepairs);
    }

    [Fact]
    public void FewerThanNone_AreRefused()
    {
        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(static builder => builder
            .AddDeployment("a", new ScriptedChatClient())
            .AddRoute("chat", static route => route.To("a"))
            .Configure(static options => options.Routes["chat"].MaxRepairs = -1)));
        Assert.Contains("Routes:chat:MaxRepairs is -1. Set it to at least 0.", exception.Message, StringComparison.Ordinal);
    }

    private static ModelGatewayOptions Read(params (string Key, string Value)[] settings)
    {
        ModelGatewayOptions options = new();
        new GatewayConfigurationReader(ProviderTypes.Registry).Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value)).Build(), options);
        return options;
    }
}
