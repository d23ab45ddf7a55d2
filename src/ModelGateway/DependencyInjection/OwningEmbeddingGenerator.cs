using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.DependencyInjection;

/// <summary>A gateway's embedding generator that owns the container that the gateway was made in.</summary>
internal sealed class OwningEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> generator, ServiceProvider provider)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(generator)
{
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? (serviceKey is null ? provider.GetService(serviceType) : null);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            provider.Dispose();
        }

        base.Dispose(disposing);
    }
}
