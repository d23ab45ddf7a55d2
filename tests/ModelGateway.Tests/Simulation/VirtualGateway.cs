using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Simulation;

/// <summary>Gateways that run on virtual time alone.</summary>
internal static class VirtualGateway
{
    public static ServiceProvider Create(VirtualTime time, Action<IModelGatewayBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddSingleton<GatewayScheduler>(new VirtualScheduler(time));
        services.AddSingleton<TimeProvider>(time);
        services.AddModelGateway(configure);
        return services.BuildServiceProvider();
    }

    public static GatewayRuntime Runtime(this ServiceProvider services) => services.GetRequiredKeyedService<GatewayRuntime>("");
}
