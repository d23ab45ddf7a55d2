using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.DependencyInjection;

namespace ModelGateway;

public sealed partial class GatewayChatClient
{
    /// <summary>Makes a gateway.</summary>
    /// <param name="configure">
    /// Adds providers, routes and the rest; <c>gateway.Services</c> takes what a host would register (logging, <see cref="TimeProvider"/>).
    /// </param>
    /// <returns>The client. Disposing it ends the gateway and disposes what the gateway owns.</returns>
    /// <exception cref="GatewayConfigurationException">A setting is wrong.</exception>
    public static IChatClient Create(Action<IModelGatewayBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ServiceCollection services = new();
        services.AddModelGateway(configure);
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            return new OwningChatClient(provider.GetRequiredService<IChatClient>(), provider);
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }
}
