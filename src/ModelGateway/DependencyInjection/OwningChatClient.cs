using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

/// <summary>A gateway's client together with the container that it was made in.</summary>
internal sealed class OwningChatClient(IChatClient client, ServiceProvider provider) : DelegatingChatClient(client)
{
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        // The registered generator has the pipeline around it that the builder gave it; what the chat client knows has not.
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
