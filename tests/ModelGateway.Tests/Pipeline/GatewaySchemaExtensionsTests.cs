using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelGateway.Tests.Pipeline;

public sealed class GatewaySchemaExtensionsTests
{
    [Fact]
    public void CheckSchema_NeedsAGatewayAndARoute()
    {
        using IChatClient chat = GatewayChatClient.Create(SchemaGateway.Configure);
        Assert.Throws<NoRouteException>(() => chat.CheckSchema<SchemaGateway.Line>("other"));
        using ScriptedChatClient alone = new();
        Assert.Throws<InvalidOperationException>(() => alone.CheckSchema<SchemaGateway.Line>("chat"));
    }

    [Fact]
    public async Task Start_FailsWhereARouteWasToldToCheckAType()
    {
        using IHost host = Build(static route => route.CheckSchema<SchemaGateway.Order>().CheckSchema<SchemaGateway.Line>());

        GatewayConfigurationException failed = await Assert.ThrowsAsync<GatewayConfigurationException>(() => host.StartAsync());

        string fault = Assert.Single(failed.Failures);
        Assert.Contains("'chat'", fault, StringComparison.Ordinal);
        Assert.Contains("Order", fault, StringComparison.Ordinal);
        Assert.Contains("anthropic/claude-haiku-4-5 cannot: prices is a dictionary", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SucceedsWhereEveryCandidateTakesTheType()
    {
        using IHost host = Build(static route =>
            route.CheckSchema<SchemaGateway.Line>(SchemaGateway.Described.Default.Options, strict: true));
        await host.StartAsync();
        await host.StopAsync();
    }

    private static IHost Build(Action<GatewayRouteBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModelGateway(gateway => SchemaGateway.Configure(gateway, configure));
        return builder.Build();
    }
}
