using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Providers.Http;
using ModelGateway.Routing;

namespace ModelGateway.DependencyInjection;

/// <summary>Builds the gateway when the host starts, so that a wrong setting fails the start, and pre-warms connections.</summary>
internal sealed class GatewayStartup(IServiceProvider services, GatewayIdentity gateway) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <exception cref="GatewayConfigurationException">A setting is wrong.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        GatewayRuntime runtime = services.GetRequiredKeyedService<GatewayRuntime>(gateway.Key);
        GatewaySnapshot snapshot = runtime.Snapshots.Current;
        CheckSchemas(runtime, snapshot);
        foreach (ProviderRuntime provider in snapshot.Providers)
        {
            if (provider.Options.PreWarm && provider.Client is HttpModelClient client)
            {
                GatewayTimeoutOptions timeouts = provider.Options.Timeouts?.Over(snapshot.Timeouts) ?? snapshot.Timeouts;

                // The start does not wait for it: a provider that is down must not fail the host's start.
                _ = PreWarmAsync(runtime, provider.Name, client, timeouts.Connect);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void CheckSchemas(GatewayRuntime runtime, GatewaySnapshot snapshot)
    {
        List<string> faults = [];
        foreach (Route route in snapshot.Routes)
        {
            foreach ((string type, JsonElement schema, bool isStrict) in route.CheckedSchemas)
            {
                SchemaReport report = new SchemaChecker(
                    snapshot,
                    options => new GatewayPipeline(runtime).Explain([new ChatMessage(ChatRole.User, "?")], options))
                    .Check(schema, route.Name, isStrict);
                faults.AddRange(report.Candidates.Where(static one => !one.Works).Select(
                    one => $"The route '{route.Name}' was told to answer as {type}, which {one.Deployment} cannot: "
                        + $"{string.Join("; ", one.Broken)}. Change the type, or take the candidate out."));
            }
        }

        if (faults.Count > 0)
        {
            throw new GatewayConfigurationException(faults, gateway.Name);
        }
    }

    private async Task PreWarmAsync(GatewayRuntime runtime, string provider, HttpModelClient client, TimeSpan? connectTimeout)
    {
        try
        {
            await client.PreWarmAsync(connectTimeout, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            runtime.Logger.PreWarmFailed(provider, client.MaskFor(null).ApplyToAnyKey(exception.Message));
        }
    }
}
