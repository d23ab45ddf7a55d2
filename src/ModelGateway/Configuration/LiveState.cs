using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Keys;
using ModelGateway.Providers.Wrapped;
using ModelGateway.Resilience;
using ModelGateway.Scheduling;

namespace ModelGateway.Configuration;

/// <summary>What a gateway knows from running, kept by id: it outlives every reload of the configuration.</summary>
internal sealed class LiveState(GatewayScheduler scheduler) : IDisposable
{
    private const int MaxNamedDeployments = 4_096;

    private readonly ConcurrentDictionary<string, DeploymentHealth> _deployments = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, KeyHealth> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WrappedModelClient> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private bool _disposed;

    public GatewayScheduler Scheduler { get; } = scheduler;

    public BudgetBook Budgets { get; } = new(scheduler.Time);

    public AdmissionQueue Queue { get; } = new(scheduler);

    public DeploymentHealth Health(string deployment) => _deployments.GetOrAdd(deployment, static _ => new DeploymentHealth());

    /// <summary>
    /// The health of a deployment that no configuration lists but a request named. Callers can invent such names without end: beyond a
    /// bound, new ones are forgotten after their request.
    /// </summary>
    public DeploymentHealth NamedHealth(string deployment) =>
        _deployments.TryGetValue(deployment, out DeploymentHealth? known) ? known
        : _deployments.Count < MaxNamedDeployments ? Health(deployment)
        : new DeploymentHealth();

    /// <summary>A key's health, by a hash: the secret itself is kept nowhere but in the configuration that names it.</summary>
    public KeyHealth Health(string provider, ProviderKey key)
    {
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Secret)));
        return _keys.GetOrAdd($"{provider}/{hash}", static _ => new KeyHealth());
    }

    /// <summary>The client behind a registration, made on first use.</summary>
    public WrappedModelClient Client(ClientRegistration registration, IServiceProvider services)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_clients.TryGetValue(registration.Name, out WrappedModelClient? client))
            {
                IChatClient inner = registration.Factory(services)
                    ?? throw new InvalidOperationException($"The factory of the deployment '{registration.Name}' returned no client.");
                client = new WrappedModelClient(
                    inner, registration.Options.ModelId, registration.Options.LeaveOpen, registration.Options.FinishReasonOptional, "client:" + registration.Name);
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
                foreach (WrappedModelClient client in _clients.Values)
                {
                    client.Dispose();
                }
            }
        }
    }
}
