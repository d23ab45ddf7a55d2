using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>
    /// Adds a catalog source on top of the embedded catalog and of the sources added before. A source of the same location is configured
    /// further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="location">An http or https address, or the path of a file; see <see cref="CatalogSourceOptions"/>.</param>
    /// <param name="configure">Sets the format, how often it is refreshed, headers.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddCatalog(
        this IModelGatewayBuilder builder, string location, Action<CatalogSourceOptions>? configure = null)
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

    /// <summary>
    /// Adds a counter that counts the tokens of a family exactly; without one they are estimated. It replaces an earlier one of the same
    /// family.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="counter">The counter; safe for concurrent use.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenCounter(this IModelGatewayBuilder builder, ITokenCounter counter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(counter);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, counter);
        return builder;
    }

    /// <summary>Adds a counter that the container creates, once.</summary>
    /// <typeparam name="T">The counter; safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenCounter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IModelGatewayBuilder builder)
        where T : class, ITokenCounter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<ITokenCounter, T>(builder.ServiceKey);
        return builder;
    }
}
