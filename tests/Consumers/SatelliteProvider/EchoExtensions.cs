using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelGateway;

namespace SatelliteProvider;

/// <summary>Adds the type <c>Echo</c> to gateways, as a package outside the gateway does.</summary>
public static class EchoExtensions
{
    /// <summary>Makes the type known, so that configuration can name it.</summary>
    public static IServiceCollection AddEchoProviderType(this IServiceCollection services)
    {
        services.TryAddSingleton<EchoJournal>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ProviderType, EchoProviderType>());
        return services;
    }

    /// <summary>Adds a provider of the type in code.</summary>
    public static IModelGatewayBuilder AddEcho(this IModelGatewayBuilder builder, string name = "echo",
        Action<ProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddEchoProviderType();
        return builder.AddProvider(name, EchoProviderType.TypeName, configure);
    }
}
