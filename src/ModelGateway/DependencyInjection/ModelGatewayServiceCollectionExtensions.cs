using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ModelGateway;
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
    /// <see cref="GatewayEmbeddingGenerator.ServiceKey"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adds providers, routes and the rest.</param>
    /// <returns>The builder, to go on with.</returns>
    public static IModelGatewayBuilder AddModelGateway(this IServiceCollection services, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, Options.Options.DefaultName, null, configure);
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
    /// Registers a further gateway as a keyed <see cref="IChatClient"/> and embedding generator. It has its own options, live state and
    /// services; it also uses the scope resolvers, receipt observers, routing policies, token counters and the ledger that the container
    /// has without a key.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key; its text names the gateway's options.</param>
    /// <param name="configure">Adds providers, routes and the rest.</param>
    /// <returns>The builder, to go on with.</returns>
    public static IModelGatewayBuilder AddKeyedModelGateway(
        this IServiceCollection services, object serviceKey, Action<IModelGatewayBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(serviceKey);
        return serviceKey.ToString() is { Length: > 0 } name
            ? Add(services, name, serviceKey, configure)
            : throw new ArgumentException("The key has no text.", nameof(serviceKey));
    }

    private static ModelGatewayBuilder Add(
        IServiceCollection services, string name, object? serviceKey, Action<IModelGatewayBuilder>? configure)
    {
        services.AddOptions();
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayScheduler>(static provider => new SystemScheduler(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<InMemoryLedger>(static _ => new InMemoryLedger());
        services.TryAddSingleton<ILedger>(static provider =>
            provider.GetKeyedService<ILedger>(Options.Options.DefaultName) ?? provider.GetRequiredService<InMemoryLedger>());
        BuiltInProviders.AddTo(services);
        services.TryAddKeyedSingleton(name, static (_, _) => new GatewayEvents());
        if (name.Length == 0)
        {
            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<GatewayEvents>(Options.Options.DefaultName));
        }

        IHttpClientBuilder http = services.AddGatewayHttpClient();
        services.TryAddKeyedSingleton(name, (provider, _) => new GatewayRuntimeFactory(provider, name).Create());
        services.AddSingleton<IHostedService>(provider => new GatewayStartup(provider, name));
        GatewayRuntime Runtime(IServiceProvider provider) => provider.GetRequiredKeyedService<GatewayRuntime>(name);
        ChatClientBuilder client = serviceKey is null
            ? services.AddChatClient(provider => new GatewayChatClient(Runtime(provider)))
            : services.AddKeyedChatClient(serviceKey, provider => new GatewayChatClient(Runtime(provider)));
        ServiceDescriptor clientDescriptor = services.Last(descriptor => descriptor.ServiceType == typeof(IChatClient));
        EmbeddingGeneratorBuilder<string, Embedding<float>> generator =
            GatewayGenerators.Add(services, serviceKey, provider => new GatewayEmbeddingGenerator(Runtime(provider)));
        if (serviceKey is null)
        {
            services.TryAddSingleton(provider => new GatewayModels(Runtime(provider)));
            services.TryAddSingleton(provider => new GatewayCatalog(Runtime(provider).Snapshots));
            services.TryAddTransient(provider => Runtime(provider).Snapshots.Current.Catalog);
        }
        else
        {
            services.TryAddKeyedSingleton(serviceKey, (provider, _) => new GatewayModels(Runtime(provider)));
            services.TryAddKeyedSingleton(serviceKey, (provider, _) => new GatewayCatalog(Runtime(provider).Snapshots));
            services.TryAddKeyedTransient(serviceKey, (provider, _) => Runtime(provider).Snapshots.Current.Catalog);
        }

        ModelGatewayBuilder builder = new(services, name, client, generator, http, clientDescriptor);
        configure?.Invoke(builder);
        return builder;
    }
}
