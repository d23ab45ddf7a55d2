using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelGateway.Configuration;
using ModelGateway.Providers;

namespace ModelGateway;

/// <summary>Providers, routes, budgets and the gateway's own services.</summary>
public static class ModelGatewayBuilderExtensions
{
    /// <summary>Adds a provider by the name of its kind.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="type">The kind, as <see cref="ProviderOptions.Type"/>.</param>
    /// <param name="configure">Keys, endpoint, models.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddProvider(this IModelGatewayBuilder builder, string name, string type, Action<ProviderOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        return builder.Configure(options =>
        {
            ProviderOptions provider = options.Providers.TryGetValue(name, out ProviderOptions? known) ? known : new ProviderOptions();
            provider.Type = type;
            configure?.Invoke(provider);
            options.Providers[name] = provider;
        });
    }

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

    /// <summary>Lays a catalog from outside over the embedded one and over those added before. One of the same place is configured further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="location">An http or https address, or the path of a file; see <see cref="CatalogSourceOptions"/>.</param>
    /// <param name="configure">Sets the format, how often it is refreshed, headers.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddCatalog(this IModelGatewayBuilder builder, string location, Action<CatalogSourceOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(location);
        return builder.Configure(options =>
        {
            CatalogSourceOptions? source = options.Catalog.Sources.FirstOrDefault(known => known.Location == location);
            if (source is null)
            {
                source = new CatalogSourceOptions { Location = location };
                options.Catalog.Sources.Add(source);
            }

            configure?.Invoke(source);
        });
    }

    /// <summary>Limits what a scope may spend. An attempt is sent only under a hold for the most that it can cost.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="scope">Whose spending, e.g. <c>team:{team}</c>; see <see cref="BudgetOptions.Scope"/>.</param>
    /// <param name="usd">The limit, in US dollars.</param>
    /// <param name="per">How often the budget becomes whole again.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddBudget(this IModelGatewayBuilder builder, string scope, decimal usd, BudgetWindow per = BudgetWindow.Day)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        return builder.Configure(options => options.Budgets.Add(new BudgetOptions { Scope = scope, Usd = usd, Per = per }));
    }

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

    /// <summary>Adds a source of scopes, e.g. the signed-in user. Several are asked in order.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="resolver">The resolver; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddScopeResolver(this IModelGatewayBuilder builder, IScopeResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resolver);
        builder.Services.AddKeyedSingleton(builder.Name, resolver);
        return builder;
    }

    /// <summary>Adds a source of scopes that the container makes, once.</summary>
    /// <typeparam name="T">The resolver; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddScopeResolver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, IScopeResolver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IScopeResolver, T>();
        return builder;
    }

    /// <summary>Shows every receipt to an observer.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="observer">The observer; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddReceiptObserver(this IModelGatewayBuilder builder, IReceiptObserver observer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(observer);
        builder.Services.AddKeyedSingleton(builder.Name, observer);
        return builder;
    }

    /// <summary>Shows every receipt to an observer that the container makes, once.</summary>
    /// <typeparam name="T">The observer; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddReceiptObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, IReceiptObserver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IReceiptObserver, T>();
        return builder;
    }

    /// <summary>Keeps the books in another ledger than the in-memory one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="ledger">The ledger; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder UseLedger(this IModelGatewayBuilder builder, ILedger ledger)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(ledger);
        if (builder.Name.Length == 0)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(ledger));
        }
        else
        {
            builder.Services.AddKeyedSingleton(builder.Name, ledger);
        }

        return builder;
    }

    /// <summary>Keeps the books in a ledger that the container makes, once, instead of the in-memory one.</summary>
    /// <typeparam name="T">The ledger; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder UseLedger<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, ILedger
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<ILedger, T>());
        return builder;
    }

    /// <summary>Adds a policy that routes may name. One of the same name that was added before is replaced.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">The policy; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddRoutingPolicy(this IModelGatewayBuilder builder, IRoutingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        builder.Services.AddSingleton(policy);
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
        builder.Services.AddSingleton<IRoutingPolicy, T>();
        return builder;
    }
}
