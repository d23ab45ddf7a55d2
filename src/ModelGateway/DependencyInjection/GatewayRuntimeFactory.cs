using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelGateway.Access;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline;
using ModelGateway.Scheduling;

namespace ModelGateway.DependencyInjection;

/// <summary>Puts a gateway together from the container's services.</summary>
internal static class GatewayRuntimeFactory
{
    // The gateways that this thread is building, outermost first; the same name in another container is another gateway.
    [ThreadStatic]
    private static List<(IServiceProvider Services, string Name)>? _building;

    public static GatewayRuntime Create(IServiceProvider services, string name)
    {
        List<(IServiceProvider Services, string Name)> building = _building ??= [];
        if (building.Exists(outer => ReferenceEquals(outer.Services, services) && outer.Name == name))
        {
            throw new InvalidOperationException(
                "A deployment of the gateway resolves IChatClient or IEmbeddingGenerator, which is the gateway itself. To wrap the client that was registered before, use "
                + "AddRegisteredClient(name); to wrap another, register it with a key and resolve that.");
        }

        building.Add((services, name));
        try
        {
            ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ModelGateway");
            LiveState state = new(services.GetRequiredService<GatewayScheduler>());
            GatewayTelemetry telemetry = new(services.GetService<IMeterFactory>());
            try
            {
                return Create(services, name, state, telemetry, logger);
            }
            catch
            {
                telemetry.Dispose();
                state.Dispose();
                throw;
            }
        }
        finally
        {
            building.RemoveAt(building.Count - 1);
        }
    }

    private static GatewayRuntime Create(IServiceProvider services, string name, LiveState state, GatewayTelemetry telemetry, ILogger logger)
    {
        GatewayNotifier notifier = new(name, services.GetRequiredKeyedService<GatewayEvents>(name), telemetry, logger);
        SnapshotStore snapshots = new(
            new GatewayOptionsSource(
                name,
                services.GetRequiredService<IOptionsFactory<ModelGatewayOptions>>(),
                services.GetServices<IOptionsChangeTokenSource<ModelGatewayOptions>>()),
            new SnapshotBuilder(services, name, state),
            new CatalogFeeds(services, state.Scheduler),
            new RetirementWatch(state.Scheduler.Time, notifier),
            notifier);
        return new GatewayRuntime(
            snapshots,
            state,
            new ScopeSource(services.GetKeyedServices<IScopeResolver>(name).Concat(services.GetServices<IScopeResolver>())),
            services.GetKeyedServices<IReceiptObserver>(name).Concat(services.GetServices<IReceiptObserver>()),
            Ledger(services, name),
            services.GetServices<ITokenCounter>().Concat(services.GetKeyedServices<ITokenCounter>(name)),
            telemetry,
            logger);
    }

    // The container's ledger may be the default gateway's own, which no other gateway writes to.
    private static ILedger Ledger(IServiceProvider services, string name)
    {
        if (services.GetKeyedService<ILedger>(name) is { } own)
        {
            return own;
        }

        ILedger shared = services.GetRequiredService<ILedger>();
        return ReferenceEquals(shared, services.GetKeyedService<ILedger>(Options.DefaultName)) ? services.GetRequiredService<InMemoryLedger>() : shared;
    }
}
