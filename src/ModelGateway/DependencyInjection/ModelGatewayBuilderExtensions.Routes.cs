using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>Adds a route: a name that the application asks for, and the deployments that may answer.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The route's name.</param>
    /// <param name="configure">Names the candidates, the policy and the rest.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoute(this IModelGatewayBuilder builder, string name, Action<GatewayRouteBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure(options =>
        {
            GatewayRouteOptions route = options.Routes.TryGetValue(name, out GatewayRouteOptions? known) ? known : new GatewayRouteOptions();
            configure(new GatewayRouteBuilder(route));
            options.Routes[name] = route;
        });
    }

    /// <summary>Adds a policy that routes may name. One of the same name that was added before is replaced.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">The policy; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoutingPolicy(this IModelGatewayBuilder builder, IRoutingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        builder.Services.AddKeyedSingleton(builder.Name, policy);
        return builder;
    }

    /// <summary>Adds a policy that the container makes, once, and that routes may name.</summary>
    /// <typeparam name="T">The policy; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoutingPolicy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, IRoutingPolicy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IRoutingPolicy, T>(builder.Name);
        return builder;
    }
}
