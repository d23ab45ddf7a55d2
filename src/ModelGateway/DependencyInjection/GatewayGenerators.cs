using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

/// <summary>
/// Registers the gateway's embedding generator. Where the application has registered a generator already, that one stays, because an
/// application that adds a gateway for its chats may not want its embeddings to change; the gateway's generator is then registered with the
/// key <see cref="GatewayEmbeddingGenerator.ServiceKey"/>.
/// </summary>
internal sealed class GatewayGenerators
{
    private readonly HashSet<ServiceDescriptor> _own = [];

    public static EmbeddingGeneratorBuilder<string, Embedding<float>> Add(
        IServiceCollection services, object? serviceKey, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create)
    {
        HashSet<ServiceDescriptor> own = Find(services)._own;
        if (services.Any(descriptor => IsGenerator(descriptor, serviceKey) && !own.Contains(descriptor)))
        {
            serviceKey = serviceKey is null ? GatewayEmbeddingGenerator.ServiceKey : $"{GatewayEmbeddingGenerator.ServiceKey}:{serviceKey}";
        }

        EmbeddingGeneratorBuilder<string, Embedding<float>> builder = serviceKey is null
            ? services.AddEmbeddingGenerator(create)
            : services.AddKeyedEmbeddingGenerator(serviceKey, create);
        own.Add(services.Last(descriptor => IsGenerator(descriptor, serviceKey)));
        return builder;
    }

    private static bool IsGenerator(ServiceDescriptor descriptor, object? serviceKey) =>
        descriptor.ServiceType == typeof(IEmbeddingGenerator<string, Embedding<float>>) && Equals(descriptor.ServiceKey, serviceKey);

    private static GatewayGenerators Find(IServiceCollection services)
    {
        ServiceDescriptor? descriptor = services.FirstOrDefault(static descriptor => descriptor.ServiceType == typeof(GatewayGenerators));
        if (descriptor?.ImplementationInstance is GatewayGenerators known)
        {
            return known;
        }

        GatewayGenerators added = new();
        services.AddSingleton(added);
        return added;
    }
}
