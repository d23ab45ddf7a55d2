using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway;

/// <summary>Configures one gateway. Code, a configuration section and existing clients can be combined.</summary>
public interface IModelGatewayBuilder
{
    /// <summary>The services that the gateway is registered with.</summary>
    IServiceCollection Services { get; }

    /// <summary>
    /// The name of the gateway's options: empty for the default gateway. A keyed gateway whose key is a text has that name; another key's
    /// name is its text and its type, e.g. <c>1 (System.Int32)</c>, so that <c>1</c> and <c>"1"</c> are two gateways.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// The key of the services that belong to this gateway alone, for methods that add some: the empty text for the default gateway, else
    /// the gateway's key.
    /// </summary>
    object ServiceKey { get; }

    /// <summary>The pipeline around the registered client: <c>gateway.ChatClient.UseFunctionInvocation()</c>.</summary>
    ChatClientBuilder ChatClient { get; }

    /// <summary>
    /// The pipeline around the registered embedding generator: <c>gateway.EmbeddingGenerator.UseDistributedCache()</c>. Where the
    /// application has registered another generator, that one stays, and this pipeline is around the gateway's keyed one
    /// (<see cref="GatewayEmbeddingGenerator.ServiceKey"/>; for a keyed gateway <c>modelgateway:</c> and its <see cref="Name"/>).
    /// </summary>
    EmbeddingGeneratorBuilder<string, Embedding<float>> EmbeddingGenerator { get; }

    /// <summary>
    /// The HTTP client that all providers of this gateway share, to add handlers or change the primary one. No other gateway uses it.
    /// </summary>
    IHttpClientBuilder HttpClient { get; }
}
