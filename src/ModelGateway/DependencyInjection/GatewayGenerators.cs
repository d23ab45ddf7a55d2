using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;

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
        IServiceCollection services, GatewayIdentity gateway, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create)
    {
        HashSet<ServiceDescriptor> own = services.GetOrAddInstance<GatewayGenerators>()._own;
        object? serviceKey = gateway.IsDefault ? null : gateway.Key;
        if (services.Any(descriptor => IsGenerator(descriptor, serviceKey) && !own.Contains(descriptor)))
        {
            serviceKey = GatewayEmbeddingGenerator.ServiceKey + (gateway.IsDefault ? "" : ":" + gateway.Name);
        }

        EmbeddingGeneratorBuilder<string, Embedding<float>> builder = serviceKey is null
            ? services.AddEmbeddingGenerator(create)
            : services.AddKeyedEmbeddingGenerator(serviceKey, create);
        own.Add(services.Last(descriptor => IsGenerator(descriptor, serviceKey)));
        return builder;
    }

    private static bool IsGenerator(ServiceDescriptor descriptor, object? serviceKey) =>
        descriptor.ServiceType == typeof(IEmbeddingGenerator<string, Embedding<float>>) && Equals(descriptor.ServiceKey, serviceKey);
}
