using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ModelGateway;
using ModelGateway.Configuration;
using ModelGateway.DependencyInjection;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Providers;
using ModelGateway.Scheduling;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers gateways.</summary>
public static class ModelGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Registers a gateway as the application's <see cref="IChatClient"/>, and as its <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>
    /// unless one is registered already, which stays: then the gateway's is a keyed service,
    /// <see cref="GatewayEmbeddingGenerator.ServiceKey"/>. A second call goes on with the same gateway: one client, with the middleware of
    /// both calls.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adds providers, routes and the rest.</param>
    /// <returns>The builder, to go on with.</returns>
    public static IModelGatewayBuilder AddModelGateway(this IServiceCollection services, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, GatewayIdentity.Default, configure);
    }

    /// <summary>Registers a gateway that is configured by a section, and follows its changes.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, usually <c>configuration.GetSection("ModelGateway")</c>.</param>
    /// <param name="configure">Adds what configuration cannot say, such as clients that exist.</param>
    /// <returns>The builder, to go on with.</returns>
    public static IModelGatewayBuilder AddModelGateway(
        this IServiceCollection services, IConfiguration configuration, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddModelGateway(configure).AddConfiguration(configuration);
    }

    /// <summary>
    /// Registers a further gateway as a keyed <see cref="IChatClient"/> and embedding generator. It has its own options, HTTP client, live
    /// state and services; it also uses the scope resolvers, receipt observers, routing policies, token counters and the ledger that the
    /// container has without a key. A second call with the same key goes on with the same gateway.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key. The gateway's options are named after it, see <see cref="IModelGatewayBuilder.Name"/>.</param>
    /// <param name="configure">Adds providers, routes and the rest.</param>
    /// <returns>The builder, to go on with.</returns>
    public static IModelGatewayBuilder AddKeyedModelGateway(
        this IServiceCollection services, object serviceKey, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(serviceKey);
        return serviceKey.ToString() is { Length: > 0 } text
            ? Add(services, services.GetOrAddInstance<GatewayRegistry>().Identify(serviceKey, text), configure)
            : throw new ArgumentException("The key has no text.", nameof(serviceKey));
    }

    private static ModelGatewayBuilder Add(IServiceCollection services, GatewayIdentity gateway, Action<IModelGatewayBuilder>? configure)
    {
        GatewayRegistry registry = services.GetOrAddInstance<GatewayRegistry>();
        ModelGatewayBuilder? builder = registry.Find(gateway.Key);
        if (builder is null)
        {
            AddShared(services);
            builder = Add(services, gateway);
            registry.Add(builder);
        }
        else if (!ReferenceEquals(builder.Services, services))
        {
            // A copy of the services, as of a tenant's container: what this call adds belongs into it.
            builder = builder with { Services = services, HttpClient = services.AddHttpClient(gateway.HttpClientName) };
        }

        configure?.Invoke(builder);

        // The later registration is the application's client: the gateway, even if another client was registered in this call (to be one of
        // its deployments) or between two calls for the same gateway.
        services.Remove(builder.ClientDescriptor);
        services.Add(builder.ClientDescriptor);
        return builder;
    }

    private static void AddShared(IServiceCollection services)
    {
        services.AddOptions();
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayScheduler>(static provider => new SystemScheduler(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<InMemoryLedger>(static _ => new InMemoryLedger());
        services.TryAddSingleton<ILedger>(static provider =>
            provider.GetKeyedService<ILedger>(GatewayIdentity.Default.Key) ?? provider.GetRequiredService<InMemoryLedger>());
        BuiltInProviders.AddTo(services);
    }

    private static ModelGatewayBuilder Add(IServiceCollection services, GatewayIdentity gateway)
    {
        object key = gateway.Key;
        services.TryAddKeyedSingleton(key, static (_, _) => new GatewayEvents());
        services.TryAddKeyedSingleton(key, (provider, _) => new GatewayRuntimeFactory(provider, gateway).Create());
        services.AddSingleton<IHostedService>(provider => new GatewayStartup(provider, gateway));
        GatewayRuntime Runtime(IServiceProvider provider) => provider.GetRequiredKeyedService<GatewayRuntime>(key);
        IHttpClientBuilder http = services.AddGatewayHttpClient(gateway);
        ChatClientBuilder client = gateway.IsDefault
            ? services.AddChatClient(provider => new GatewayChatClient(Runtime(provider)))
            : services.AddKeyedChatClient(key, provider => new GatewayChatClient(Runtime(provider)));
        ServiceDescriptor clientDescriptor = services.Last(descriptor => descriptor.ServiceType == typeof(IChatClient));
        EmbeddingGeneratorBuilder<string, Embedding<float>> generator =
            GatewayGenerators.Add(services, gateway, provider => new GatewayEmbeddingGenerator(Runtime(provider)));
        if (gateway.IsDefault)
        {
            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<GatewayEvents>(GatewayIdentity.Default.Key));
            services.TryAddSingleton(provider => new GatewayModels(Runtime(provider)));
            services.TryAddSingleton(provider => new GatewayCatalog(Runtime(provider).Snapshots));
            services.TryAddTransient(provider => Runtime(provider).Snapshots.Current.Catalog);
        }
        else
        {
            services.TryAddKeyedSingleton(key, (provider, _) => new GatewayModels(Runtime(provider)));
            services.TryAddKeyedSingleton(key, (provider, _) => new GatewayCatalog(Runtime(provider).Snapshots));
            services.TryAddKeyedTransient(key, (provider, _) => Runtime(provider).Snapshots.Current.Catalog);
        }

        return new ModelGatewayBuilder(services, gateway, client, generator, http) { ClientDescriptor = clientDescriptor };
    }
}
