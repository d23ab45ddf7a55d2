using System.Collections.Concurrent;
using ModelGateway.Keys;
using ModelGateway.Resilience;

namespace ModelGateway.Configuration;

/// <summary>What is known of a deployment from running: of itself and of the keys that it is reached with.</summary>
internal sealed class LiveDeployment
{
    private readonly ConcurrentDictionary<string, KeyHealth> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyHealth> _embeddingKeys = new(StringComparer.Ordinal);

    public DeploymentHealth Health { get; } = new();

    /// <summary>A key's health at this deployment; keys that configurations no longer have are few and are kept.</summary>
    public KeyHealth Key(ProviderKey key) => _keys.GetOrAdd(key.Fingerprint, static _ => new KeyHealth());

    /// <summary>The same for embeddings: a model that a key may not embed with may be one that it may chat with.</summary>
    public KeyHealth EmbeddingKey(ProviderKey key) => _embeddingKeys.GetOrAdd(key.Fingerprint, static _ => new KeyHealth());
}
