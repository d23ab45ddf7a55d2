using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>
    /// Adds a scope resolver to this gateway, e.g. one for the signed-in user. Resolvers are called in the order in which they were added.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="resolver">The resolver; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddScopeResolver(this IModelGatewayBuilder builder, IScopeResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resolver);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, resolver);
        return builder;
    }

    /// <summary>Adds a scope resolver to this gateway that the container creates, once.</summary>
    /// <typeparam name="T">The resolver; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddScopeResolver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, IScopeResolver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IScopeResolver, T>(builder.ServiceKey);
        return builder;
    }

    /// <summary>Limits what a scope may spend. An attempt is sent only under a hold for the most that it can cost.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="scope">The scope that it limits, e.g. <c>team:{team}</c>; see <see cref="BudgetOptions.Scope"/>.</param>
    /// <param name="usd">The limit, in US dollars.</param>
    /// <param name="per">The window after which the budget resets.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddBudget(
        this IModelGatewayBuilder builder, string scope, decimal usd, BudgetWindow per = BudgetWindow.Day)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        return builder.Configure(options => options.Budgets.Add(new BudgetOptions { Scope = scope, Usd = usd, Per = per }));
    }

    /// <summary>
    /// Replaces this gateway's ledger. By default entries go to the container's <see cref="ILedger"/>, which is in memory.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="ledger">The ledger; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder UseLedger(this IModelGatewayBuilder builder, ILedger ledger)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(ledger);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, ledger);
        return builder;
    }

    /// <summary>Replaces this gateway's ledger by one that the container creates, once.</summary>
    /// <typeparam name="T">The ledger; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder UseLedger<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, ILedger
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<ILedger, T>(builder.ServiceKey);
        return builder;
    }

    /// <summary>Adds an observer of this gateway's receipts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="observer">The observer; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddReceiptObserver(this IModelGatewayBuilder builder, IReceiptObserver observer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(observer);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, observer);
        return builder;
    }

    /// <summary>Adds an observer of this gateway's receipts that the container creates, once.</summary>
    /// <typeparam name="T">The observer; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddReceiptObserver<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, IReceiptObserver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IReceiptObserver, T>(builder.ServiceKey);
        return builder;
    }
}
