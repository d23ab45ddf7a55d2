using System.Collections.Concurrent;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;
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
    private bool _disposed;

    public GatewayScheduler Scheduler { get; } = scheduler;

    public BudgetBook Budgets { get; } = new(scheduler.Time);

    public AdmissionQueue Queue { get; } = new(scheduler);

    /// <summary>The state of a deployment. Case matters in its name, as servers have models that differ only by case.</summary>
    public LiveDeployment Deployment(string name) => _deployments.GetOrAdd(name, static _ => new LiveDeployment());

    /// <summary>
    /// The state of a deployment that only a request names. Callers can invent any number of names: beyond a limit, the state of a new name
    /// is not kept after the request.
    /// </summary>
    public LiveDeployment NamedDeployment(string name) =>
        _deployments.TryGetValue(name, out LiveDeployment? known) ? known
        : _deployments.Count < MaxNamedDeployments ? Deployment(name)
        : new LiveDeployment();

    /// <summary>A key's health at all deployments of a provider.</summary>
    public KeyHealth Key(string provider, ProviderKey key) => _keys.GetOrAdd($"{provider}/{key.Fingerprint}", static _ => new KeyHealth());

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
}
