using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.DependencyInjection;

namespace ModelGateway;

public sealed partial class GatewayEmbeddingGenerator
{
    /// <summary>
    /// Makes a gateway for an application that only embeds. An application that chats too gets the generator from its chat client:
    /// <c>client.GetService&lt;IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;&gt;()</c>.
    /// </summary>
    /// <param name="configure">Adds providers, routes and the rest.</param>
    /// <returns>The generator. Disposing it ends the gateway and disposes what the gateway owns.</returns>
    /// <exception cref="GatewayConfigurationException">A setting is wrong.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> Create(Action<IModelGatewayBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ServiceCollection services = new();
        services.AddModelGateway(configure);
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            return new OwningEmbeddingGenerator(provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), provider);
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }
}
