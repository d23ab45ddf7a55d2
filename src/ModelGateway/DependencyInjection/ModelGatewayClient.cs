using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.DependencyInjection;

namespace ModelGateway;

/// <summary>Makes gateways without a host's container.</summary>
public static class ModelGatewayClient
{
    /// <summary>Makes a gateway.</summary>
    /// <param name="configure">Adds providers, routes and the rest; <c>gateway.Services</c> takes what a host would register (logging, <see cref="TimeProvider"/>).</param>
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

    /// <summary>Puts a gateway into a client pipeline, with the client below it as the deployment <c>inner</c>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Adds further deployments, routes, budgets.</param>
    /// <returns>The pipeline.</returns>
    public static ChatClientBuilder UseModelGateway(this ChatClientBuilder builder, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) => Create(gateway =>
        {
            if (services.GetService<ILoggerFactory>() is { } loggers)
            {
                gateway.Services.AddSingleton(loggers);
            }

            if (services.GetService<TimeProvider>() is { } time)
            {
                gateway.Services.AddSingleton(time);
            }

            gateway.AddDeployment("inner", inner);
            configure?.Invoke(gateway);
        }));
    }
}
