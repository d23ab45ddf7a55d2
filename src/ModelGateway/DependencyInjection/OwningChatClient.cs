using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

/// <summary>A gateway's client that owns the container that the gateway was made in.</summary>
internal sealed class OwningChatClient(IChatClient client, ServiceProvider provider) : DelegatingChatClient(client)
{
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        // The container's generator has the pipeline that was configured on the builder; the chat client's own generator has none.
        serviceKey is null && serviceType == typeof(IEmbeddingGenerator<string, Embedding<float>>) ? provider.GetService(serviceType)
            : base.GetService(serviceType, serviceKey) ?? (serviceKey is null ? provider.GetService(serviceType) : null);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            provider.Dispose();
        }

        base.Dispose(disposing);
    }
}
