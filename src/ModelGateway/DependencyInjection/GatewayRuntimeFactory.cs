using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelGateway.Access;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Scheduling;

namespace ModelGateway.DependencyInjection;

/// <summary>Creates a named gateway from the container's services.</summary>
internal sealed class GatewayRuntimeFactory(IServiceProvider services, string name)
{
    // The gateways that this thread is building, outermost first. The same name in another container is another gateway.
    [ThreadStatic]
    private static List<(IServiceProvider Services, string Name)>? _building;

    public GatewayRuntime Create()
    {
        List<(IServiceProvider Services, string Name)> building = _building ??= [];
        if (building.Exists(outer => ReferenceEquals(outer.Services, services) && outer.Name == name))
        {
            throw new InvalidOperationException(
                "A deployment of the gateway resolves IChatClient or IEmbeddingGenerator, which is the gateway itself. "
                + "To wrap the client that was registered before, use AddRegisteredClient(name); "
                + "to wrap another, register it with a key and resolve that.");
        }

        building.Add((services, name));
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
                services.GetServices<ITokenCounter>().Concat(services.GetKeyedServices<ITokenCounter>(name)),
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
        GatewayNotifier notifier = new(name, services.GetRequiredKeyedService<GatewayEvents>(name), telemetry, logger);
        return new SnapshotStore(
            new GatewayOptionsSource(
                name,
                services.GetRequiredService<IOptionsFactory<ModelGatewayOptions>>(),
                services.GetServices<IOptionsChangeTokenSource<ModelGatewayOptions>>()),
            new SnapshotBuilder(services, name, state),
            new CatalogFeeds(services, state.Scheduler),
            new RetirementWatch(state.Scheduler.Time, notifier),
            notifier);
    }

    // The gateway's own services, then those that the container has without a key for all gateways.
    private IEnumerable<T> Shared<T>() => services.GetKeyedServices<T>(name).Concat(services.GetServices<T>());

    // The container's ledger may be the default gateway's own, which no other gateway writes to.
    private ILedger FindLedger()
    {
        if (services.GetKeyedService<ILedger>(name) is { } own)
        {
            return own;
        }

        ILedger shared = services.GetRequiredService<ILedger>();
        return ReferenceEquals(shared, services.GetKeyedService<ILedger>(Options.DefaultName))
            ? services.GetRequiredService<InMemoryLedger>()
            : shared;
    }
}
