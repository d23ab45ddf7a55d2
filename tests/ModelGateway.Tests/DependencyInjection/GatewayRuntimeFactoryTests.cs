using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.DependencyInjection;

/// <summary>A gateway that resolves itself while it is built would never end.</summary>
public sealed class GatewayRuntimeFactoryTests
{
    [Fact]
    public void Create_RefusesADeploymentThatIsTheGatewayItself()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("self", provider => provider.GetRequiredService<IChatClient>()));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Contains("AddRegisteredClient", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IChatClient>).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Create_RefusesGatewaysThatWrapEachOther()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("b", provider => provider.GetRequiredKeyedService<IChatClient>("b")));
        services.AddKeyedModelGateway("b", g => g.AddDeployment("a", provider => provider.GetRequiredService<IChatClient>()));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Contains("AddRegisteredClient", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IChatClient>).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_AllowsAGatewayThatADeploymentsFactoryCreates()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("outer", _ => GatewayChatClient.Create(inner => inner.AddDeployment("inner", new ScriptedChatClient()))));

        Assert.Equal("outer", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }
}
