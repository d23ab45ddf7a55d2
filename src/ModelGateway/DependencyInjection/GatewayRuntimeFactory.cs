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
    [ThreadStatic]
    private static string? _building;

    public static GatewayRuntime Create(IServiceProvider services, string name)
    {
        if (_building == name)
        {
            throw new InvalidOperationException(
                "A deployment of the gateway resolves IChatClient, which is the gateway itself. To wrap the client that was registered before, use "
                + "AddRegisteredClient(name); to wrap another, register it with a key and resolve that.");
        }

        string? outer = _building;
        _building = name;
        try
        {
            ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ModelGateway");
            LiveState state = new(services.GetRequiredService<GatewayScheduler>());
            try
            {
                return Create(services, name, state, logger);
            }
            catch
            {
                state.Dispose();
                throw;
            }
        }
        finally
        {
            _building = outer;
        }
    }

    private static GatewayRuntime Create(IServiceProvider services, string name, LiveState state, ILogger logger)
    {
        SnapshotStore snapshots = new(
            services.GetRequiredService<IOptionsFactory<ModelGatewayOptions>>(),
            name,
            services.GetServices<IOptionsChangeTokenSource<ModelGatewayOptions>>(),
            new SnapshotBuilder(services, state),
            services.GetRequiredKeyedService<GatewayEvents>(name),
            logger);
        return new GatewayRuntime(
            snapshots,
            state,
            new ScopeSource(services.GetServices<IScopeResolver>()),
            services.GetServices<IReceiptObserver>(),
            services.GetRequiredService<ILedger>(),
            new GatewayTelemetry(services.GetService<IMeterFactory>()),
            logger);
    }
}
