using System.Collections.Concurrent;
using ModelGateway.Keys;
using ModelGateway.Resilience;

namespace ModelGateway.Configuration;

/// <summary>The health of a deployment, and of each key at this deployment.</summary>
internal sealed class LiveDeployment
{
    private readonly ConcurrentDictionary<string, KeyHealth> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyHealth> _embeddingKeys = new(StringComparer.Ordinal);

    public DeploymentHealth Health { get; } = new();

    /// <summary>A key's health at this deployment. The few keys that are no longer configured are kept.</summary>
    public KeyHealth Key(ProviderKey key) => _keys.GetOrAdd(key.Fingerprint, static _ => new KeyHealth());

    /// <summary>
    /// A key's health for embeddings, which is kept apart: a key may be allowed to chat with a model but not to embed with it.
    /// </summary>
    public KeyHealth EmbeddingKey(ProviderKey key) => _embeddingKeys.GetOrAdd(key.Fingerprint, static _ => new KeyHealth());
}
