using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelGateway.Access;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Scheduling;

namespace ModelGateway.DependencyInjection;

/// <summary>Creates one gateway from the container's services.</summary>
internal sealed class GatewayRuntimeFactory(IServiceProvider services, GatewayIdentity gateway)
{
    // The gateways that this thread is building, outermost first. The same name in another container is another gateway.
    [ThreadStatic]
    private static List<(IServiceProvider Services, string Name)>? _building;

    public GatewayRuntime Create()
    {
        List<(IServiceProvider Services, string Name)> building = _building ??= [];
        if (building.Exists(outer => ReferenceEquals(outer.Services, services) && outer.Name == gateway.Name))
        {
            throw new InvalidOperationException(
                "A deployment of the gateway resolves IChatClient or IEmbeddingGenerator, which is the gateway itself. "
                + "To wrap the client that was registered before, use AddRegisteredClient(name); "
                + "to wrap another, register it with a key and resolve that.");
        }

        building.Add((services, gateway.Name));
        try
        {
            return Build();
        }
        finally
        {
            building.RemoveAt(building.Count - 1);
        }
    }

    private GatewayRuntime Build()
    {
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ModelGateway");
        LiveState state = new(services.GetRequiredService<GatewayScheduler>());
        GatewayTelemetry telemetry = new(services.GetService<IMeterFactory>());
        try
        {
            return new GatewayRuntime(
                CreateSnapshots(state, telemetry, logger),
                state,
                new ScopeSource(Shared<IScopeResolver>()),
                Shared<IReceiptObserver>(),
                FindLedger(),
                services.GetServices<ITokenCounter>().Concat(services.GetKeyedServices<ITokenCounter>(gateway.Key)),
                telemetry,
                logger);
        }
        catch
        {
            telemetry.Dispose();
            state.Dispose();
            throw;
        }
    }

    private SnapshotStore CreateSnapshots(LiveState state, GatewayTelemetry telemetry, ILogger logger)
    {
        GatewayNotifier notifier = new(gateway.Name, services.GetRequiredKeyedService<GatewayEvents>(gateway.Key), telemetry, logger);
        return new SnapshotStore(
            new GatewayOptionsSource(
                gateway.Name,
                services.GetRequiredService<IOptionsFactory<ModelGatewayOptions>>(),
                services.GetServices<IOptionsChangeTokenSource<ModelGatewayOptions>>(),
                services.GetService<IConfiguration>()),
            new SnapshotBuilder(services, gateway, state),
            new CatalogFeeds(services, gateway, state.Scheduler),
            new RetirementWatch(state.Scheduler.Time, notifier),
            notifier);
    }

    // The gateway's own services, then those that the container has without a key for all gateways.
    private IEnumerable<T> Shared<T>() => services.GetKeyedServices<T>(gateway.Key).Concat(services.GetServices<T>());

    private ILedger FindLedger() =>
        services.GetKeyedService<ILedger>(gateway.Key) ?? FindSharedLedger(services) ?? services.GetRequiredService<InMemoryLedger>();

    /// <summary>
    /// The ledger that a container has for all its gateways; null where it has none. A container's ledger may be the default gateway's own,
    /// which no other gateway writes to: then it is the one in memory.
    /// </summary>
    public static ILedger? FindSharedLedger(IServiceProvider services)
    {
        ILedger? shared = services.GetService<ILedger>();
        return shared is not null && services is IKeyedServiceProvider keyed
            && ReferenceEquals(shared, keyed.GetKeyedService<ILedger>(GatewayIdentity.Default.Key))
                ? services.GetService<InMemoryLedger>()
                : shared;
    }
}
