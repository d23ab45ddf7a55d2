using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

internal static class SharedInstanceExtensions
{
    /// <summary>The object that all calls on a service collection, and on copies of it, share; made by the first of them.</summary>
    public static T GetOrAddInstance<T>(this IServiceCollection services)
        where T : class, new()
    {
        ServiceDescriptor? descriptor = services.FirstOrDefault(static descriptor => descriptor.ServiceType == typeof(T));
        if (descriptor?.ImplementationInstance is T known)
        {
            return known;
        }

        T added = new();
        services.AddSingleton(added);
        return added;
    }
}
