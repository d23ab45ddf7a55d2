using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class BridgeConfigurationTests
{
    [Fact]
    public void RepairsAndBridges_AreRead()
    {
        ModelGatewayOptions options = Read(("Routes:chat:MaxRepairs", "5"), ("Routes:chat:Bridges:0", "SchemaByPrompt"));

        Assert.Equal(5, options.Routes["chat"].MaxRepairs);
        Assert.Equal(Bridges.SchemaByPrompt, options.Routes["chat"].Bridges);
        Assert.Equal(2, new RouteOptions().MaxRepairs);
    }

    [Fact]
    public void FewerThanNone_AreRefused()
    {
        ModelGatewayOptions options = Read(("Routes:chat:MaxRepairs", "-1"), ("Routes:chat:To:0", "a/b"));
        Assert.Contains("Routes:chat:MaxRepairs is -1. Set it to at least 0.", new GatewayOptionsValidator(null, ["ordered"]).Validate(options));
    }

    private static ModelGatewayOptions Read(params (string Key, string Value)[] settings)
    {
        ModelGatewayOptions options = new();
        GatewayConfigurationReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value)).Build(), options);
        return options;
    }
}
