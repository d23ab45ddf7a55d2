using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

/// <summary>Configures one gateway. Code, a configuration section and existing clients can be combined.</summary>
public interface IModelGatewayBuilder
{
    /// <summary>The services that the gateway is registered with.</summary>
    IServiceCollection Services { get; }

    /// <summary>The name of the gateway's options: empty for the default gateway, else the key's text.</summary>
    string Name { get; }

    /// <summary>The pipeline around the registered client: <c>gateway.ChatClient.UseFunctionInvocation()</c>.</summary>
    ChatClientBuilder ChatClient { get; }

    /// <summary>
    /// The pipeline around the registered embedding generator: <c>gateway.EmbeddingGenerator.UseDistributedCache()</c>. Where the
    /// application has registered another generator, that one stays, and this pipeline is around the gateway's keyed one
    /// (<see cref="GatewayEmbeddingGenerator.ServiceKey"/>; <c>modelgateway:</c> and the gateway's key where that is taken).
    /// </summary>
    EmbeddingGeneratorBuilder<string, Embedding<float>> EmbeddingGenerator { get; }

    /// <summary>The HTTP client that all providers share, to add handlers or change the primary one.</summary>
    IHttpClientBuilder HttpClient { get; }
}
