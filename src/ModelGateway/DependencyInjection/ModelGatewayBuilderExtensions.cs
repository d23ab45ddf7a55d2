using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelGateway.Configuration;
using ModelGateway.Providers;

namespace ModelGateway;

/// <summary>
/// What a gateway is made of: providers, deployments, routes, budgets, catalogs, and the services that it calls. Services that are added
/// here belong to the gateway that is being built. Those that are registered in the container without a key are shared by all its gateways.
/// </summary>
public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>Changes the gateway's options in code.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes them; called again at every reload.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder Configure(this IModelGatewayBuilder builder, Action<ModelGatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Reads a configuration section over what was set before it, and follows its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configuration">The section.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddConfiguration(this IModelGatewayBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        builder.Services.AddSingleton<IOptionsChangeTokenSource<ModelGatewayOptions>>(
            new ConfigurationChangeTokenSource<ModelGatewayOptions>(builder.Name, configuration));
        builder.Services.AddOptions<ModelGatewayOptions>(builder.Name).Configure<ProviderTypeRegistry>(
            (options, types) => new GatewayConfigurationReader(types).Read(configuration, options));
        return builder;
    }
}
