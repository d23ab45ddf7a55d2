using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

internal sealed record ModelGatewayBuilder(
    IServiceCollection Services,
    string Name,
    ChatClientBuilder ChatClient,
    EmbeddingGeneratorBuilder<string, Embedding<float>> EmbeddingGenerator,
    IHttpClientBuilder HttpClient,
    ServiceDescriptor ClientDescriptor)
    : IModelGatewayBuilder;
