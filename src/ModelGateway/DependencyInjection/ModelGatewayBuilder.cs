using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

internal sealed record ModelGatewayBuilder(
    IServiceCollection Services, string Name, ChatClientBuilder ChatClient, IHttpClientBuilder HttpClient, ServiceDescriptor ClientDescriptor)
    : IModelGatewayBuilder;
