using System.Collections.Concurrent;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Providers;
using ModelGateway.Resilience;
using ModelGateway.Scheduling;

namespace ModelGateway.Configuration;

/// <summary>
/// The state of a running gateway that outlives reloads of the configuration: the health of deployments and keys, budgets, the queue, and
/// the clients that the application registered.
/// </summary>
internal sealed class LiveState(GatewayScheduler scheduler) : IDisposable
{
    private const int MaxNamedDeployments = 4_096;

    private readonly ConcurrentDictionary<string, LiveDeployment> _deployments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyHealth> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IModelClient> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private int _build;
    private bool _disposed;

    /// <summary>How many states of deployments and keys are held.</summary>
    public int Count => _deployments.Count + _keys.Count + _deployments.Values.Sum(static deployment => deployment.KeyCount);

    public GatewayScheduler Scheduler { get; } = scheduler;

    public BudgetBook Budgets { get; } = new(scheduler.Time);

    public AdmissionQueue Queue { get; } = new(scheduler);

    /// <summary>What all streams hold of events that have not ended.</summary>
    public EventBudget Events { get; } = new(EventBudget.DefaultLimit);

    /// <summary>The state of a deployment. Case matters in its name, as servers have models that differ only by case.</summary>
    public LiveDeployment Deployment(string name)
    {
        LiveDeployment deployment = _deployments.GetOrAdd(name, static _ => new LiveDeployment());
        deployment.Build = _build;
        return deployment;
    }

    /// <summary>
    /// The state of a deployment that only a request names. Callers can invent any number of names: beyond a limit, the state of a new name
    /// is not kept after the request.
    /// </summary>
    public LiveDeployment NamedDeployment(string name) =>
        _deployments.TryGetValue(name, out LiveDeployment? known) ? known
        : _deployments.Count < MaxNamedDeployments ? _deployments.GetOrAdd(name, static _ => new LiveDeployment())
        : new LiveDeployment();

    /// <summary>A key's health at all deployments of a provider.</summary>
    public KeyHealth Key(string provider, ProviderKey key) => _keys.GetOrAdd(KeyName(provider, key), static _ => new KeyHealth());

    /// <summary>Begins a build of the configuration, which asks for the state of everything that it has. One at a time.</summary>
    public void BeginBuild() => _build++;

    /// <summary>
    /// Forgets the deployments and keys that a snapshot, which was built last, no longer has. Requests that began before hold what they
    /// use.
    /// </summary>
    public void ForgetAllBut(GatewaySnapshot snapshot)
    {
        Dictionary<string, HashSet<string>> fingerprints = snapshot.Providers.ToDictionary(
            static provider => provider.Name,
            static provider => provider.Keys.Keys.Select(static key => key.Fingerprint).ToHashSet(StringComparer.Ordinal),
            StringComparer.OrdinalIgnoreCase);
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (ProviderRuntime provider in snapshot.Providers)
        {
            keys.UnionWith(provider.Keys.Keys.Select(key => KeyName(provider.Name, key)));
        }

        foreach (string key in _keys.Keys.Where(key => !keys.Contains(key)))
        {
            _keys.TryRemove(key, out _);
        }

        foreach ((string name, LiveDeployment deployment) in _deployments)
        {
            bool isKnown = fingerprints.TryGetValue(ProviderOf(name), out HashSet<string>? kept);
            if (deployment.Build == _build || (deployment.Build == 0 && isKnown))
            {
                deployment.ForgetKeysBut(kept ?? []);
            }
            else
            {
                _deployments.TryRemove(name, out _);
            }
        }
    }

    /// <summary>
    /// The configuration was loaded again, perhaps because a key or an account was mended at the vendor: refused keys are tried at once.
    /// </summary>
    public void OnReload()
    {
        foreach (KeyHealth key in _keys.Values)
        {
            key.OnReload();
        }

        foreach (LiveDeployment deployment in _deployments.Values)
        {
            deployment.OnReload();
        }
    }

    /// <summary>The client of a registration, which is created on first use.</summary>
    public IModelClient Client(ClientRegistration registration, IServiceProvider services)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_clients.TryGetValue(registration.Name, out IModelClient? client))
            {
                client = registration.Create(services);
                _clients.Add(registration.Name, client);
            }

            return client;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _disposed = true;
                foreach (IModelClient client in _clients.Values)
                {
                    client.Dispose();
                }
            }
        }
    }

    private static string KeyName(string provider, ProviderKey key) => $"{provider}/{key.Fingerprint}";

    private static string ProviderOf(string deployment) => deployment.Split('/', 2)[0];
}
