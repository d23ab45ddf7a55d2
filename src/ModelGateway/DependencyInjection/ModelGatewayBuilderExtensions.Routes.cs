using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>
    /// Adds a route: a name that the application requests, and the deployments that may answer. A name is given once. A configuration
    /// section that is added later may change the route: its targets replace those of code.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The route's name.</param>
    /// <param name="configure">Sets candidates, requirements, policy.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoute(this IModelGatewayBuilder builder, string name, Action<GatewayRouteBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure(options =>
        {
            GatewayRouteOptions route = new();
            configure(new GatewayRouteBuilder(route));
            if (options.Claims.TryAddRoute(name, route, options))
            {
                options.Routes.Add(name, route);
            }
        });
    }

    /// <summary>Adds a policy that this gateway's routes may name. It replaces an earlier one of the same name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">The policy; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoutingPolicy(this IModelGatewayBuilder builder, IRoutingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, policy);
        return builder;
    }

    /// <summary>Adds a policy that this gateway's routes may name and that the container creates, once.</summary>
    /// <typeparam name="T">The policy; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoutingPolicy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, IRoutingPolicy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IRoutingPolicy, T>(builder.ServiceKey);
        return builder;
    }
}
