using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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

    /// <summary>Makes a gateway for an application that only embeds. One that chats too takes it from the chat client: <c>client.GetService&lt;IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;&gt;()</c>.</summary>
    /// <param name="configure">Adds providers, routes and the rest.</param>
    /// <returns>The generator. Disposing it ends the gateway and disposes what the gateway owns.</returns>
    /// <exception cref="GatewayConfigurationException">A setting is wrong.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(Action<IModelGatewayBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ServiceCollection services = new();
        services.AddModelGateway(configure);
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            return new OwningEmbeddingGenerator(provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), provider);
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts a gateway into a client pipeline, with the client below it as the deployment <c>inner</c>. Of the pipeline's services it uses
    /// <see cref="ILoggerFactory"/>, <see cref="TimeProvider"/>, <see cref="IMeterFactory"/>, <see cref="IConfiguration"/>, <see cref="ILedger"/>
    /// and every <see cref="IScopeResolver"/>, <see cref="IReceiptObserver"/>, <see cref="IRoutingPolicy"/> and <see cref="ProviderType"/>.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Adds further deployments, routes, budgets.</param>
    /// <returns>The pipeline.</returns>
    public static ChatClientBuilder UseModelGateway(this ChatClientBuilder builder, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) => Create(gateway =>
        {
            Forward<ILoggerFactory>(services, gateway.Services);
            Forward<TimeProvider>(services, gateway.Services);
            Forward<IMeterFactory>(services, gateway.Services);
            Forward<IConfiguration>(services, gateway.Services);
            Forward<ILedger>(services, gateway.Services);
            ForwardAll<IScopeResolver>(services, gateway.Services);
            ForwardAll<IReceiptObserver>(services, gateway.Services);
            ForwardAll<IRoutingPolicy>(services, gateway.Services);
            ForwardAll<ProviderType>(services, gateway.Services);
            gateway.AddDeployment("inner", inner);
            configure?.Invoke(gateway);
        }));
    }

    // As instances: what is the host's, the host disposes.
    private static void Forward<T>(IServiceProvider host, IServiceCollection services)
        where T : class
    {
        if (host.GetService<T>() is { } service)
        {
            services.Replace(ServiceDescriptor.Singleton(service));
        }
    }

    // A pipeline may have been built without a container; its stand-in knows no empty lists.
    private static void ForwardAll<T>(IServiceProvider host, IServiceCollection services)
        where T : class
    {
        foreach (T service in host.GetService<IEnumerable<T>>() ?? [])
        {
            services.AddSingleton(service);
        }
    }
}
