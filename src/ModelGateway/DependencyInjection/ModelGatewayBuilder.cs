using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;

namespace ModelGateway.DependencyInjection;

internal sealed record ModelGatewayBuilder(
    IServiceCollection Services,
    GatewayIdentity Identity,
    ChatClientBuilder ChatClient,
    EmbeddingGeneratorBuilder<string, Embedding<float>> EmbeddingGenerator,
    IHttpClientBuilder HttpClient)
    : IModelGatewayBuilder
{
    public string Name => Identity.Name;

    public object ServiceKey => Identity.Key;

    /// <summary>The registration of the gateway's chat client.</summary>
    public required ServiceDescriptor ClientDescriptor { get; init; }
}
