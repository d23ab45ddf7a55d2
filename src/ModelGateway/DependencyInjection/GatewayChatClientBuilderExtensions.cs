using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ModelGateway;
using ModelGateway.DependencyInjection;

namespace Microsoft.Extensions.AI;

/// <summary>Puts a gateway into a pipeline of chat clients.</summary>
public static class GatewayChatClientBuilderExtensions
{
    /// <summary>
    /// Puts a gateway into a client pipeline, with the client below it as the deployment <c>inner</c>. Of the pipeline's services it uses
    /// <see cref="ILoggerFactory"/>, <see cref="TimeProvider"/>, <see cref="IMeterFactory"/>, <see cref="IConfiguration"/>,
    /// <see cref="ILedger"/> and every <see cref="IScopeResolver"/>, <see cref="IReceiptObserver"/>, <see cref="IRoutingPolicy"/> and
    /// <see cref="ProviderType"/>.
    /// </summary>
    /// <remarks>
    /// A cache above the gateway in the pipeline (<c>UseDistributedCache</c>) hashes the options: it keeps apart the answers of different
    /// deployments, requirements and request scopes, as the gateway's options of a request say them in a stable text. It cannot see the
    /// ambient scope (<see cref="GatewayScope.Begin"/>, <see cref="IScopeResolver"/>): where answers must not be shared between scopes,
    /// give the cache <c>CacheKeyAdditionalValues = [Enumerable.Range(0, 1).Select(_ => GatewayScope.Current?.Tenant)]</c>, which is read
    /// at every request.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Adds further deployments, routes, budgets.</param>
    /// <returns>The pipeline.</returns>
    public static ChatClientBuilder UseModelGateway(this ChatClientBuilder builder, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) => GatewayChatClient.Create(gateway =>
        {
            Forward<ILoggerFactory>(services, gateway.Services);
            Forward<TimeProvider>(services, gateway.Services);
            Forward<IMeterFactory>(services, gateway.Services);
            Forward<IConfiguration>(services, gateway.Services);
            if (GatewayRuntimeFactory.FindSharedLedger(services) is { } ledger)
            {
                gateway.Services.Replace(ServiceDescriptor.Singleton(ledger));
            }

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
