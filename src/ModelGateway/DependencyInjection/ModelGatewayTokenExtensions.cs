using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

/// <summary>Exact token counts.</summary>
public static class ModelGatewayTokenExtensions
{
    /// <summary>Has the tokens of a family counted exactly, where they would be estimated. Of two for one family the later counts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="counter">The counter; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenCounter(this IModelGatewayBuilder builder, ITokenCounter counter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(counter);
        builder.Services.AddKeyedSingleton(builder.Name, counter);
        return builder;
    }

    /// <summary>Has the tokens of a family counted exactly by a counter that the container makes, once.</summary>
    /// <typeparam name="T">The counter; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenCounter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, ITokenCounter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<ITokenCounter, T>(builder.Name);
        return builder;
    }
}
