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

    /// <summary>The deployment's health with any key: what refuses the model itself, or a client that has its own keys.</summary>
    public KeyHealth Whole { get; } = new();

    /// <summary>The same for embeddings.</summary>
    public KeyHealth EmbeddingWhole { get; } = new();

    /// <summary>The last build of the configuration that has the deployment; 0 for one that only requests name.</summary>
    public int Build { get; set; }

    /// <summary>How many keys' states are held.</summary>
    public int KeyCount => _keys.Count + _embeddingKeys.Count;

    /// <summary>A key's health at this deployment.</summary>
    public KeyHealth Key(ProviderKey key) => _keys.GetOrAdd(key.Fingerprint, static _ => new KeyHealth());

    /// <summary>
    /// A key's health for embeddings, which is kept apart: a key may be allowed to chat with a model but not to embed with it.
    /// </summary>
    public KeyHealth EmbeddingKey(ProviderKey key) => _embeddingKeys.GetOrAdd(key.Fingerprint, static _ => new KeyHealth());

    /// <summary>The configuration was loaded again.</summary>
    public void OnReload()
    {
        Health.OnReload();
        foreach (KeyHealth health in _keys.Values.Concat(_embeddingKeys.Values).Append(Whole).Append(EmbeddingWhole))
        {
            health.OnReload();
        }
    }

    /// <summary>Forgets the keys that its provider no longer has.</summary>
    public void ForgetKeysBut(HashSet<string> fingerprints)
    {
        foreach (string fingerprint in _keys.Keys.Concat(_embeddingKeys.Keys).Where(one => !fingerprints.Contains(one)))
        {
            _keys.TryRemove(fingerprint, out _);
            _embeddingKeys.TryRemove(fingerprint, out _);
        }
    }
}
