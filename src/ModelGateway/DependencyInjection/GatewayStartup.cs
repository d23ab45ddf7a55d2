using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Providers.Http;

namespace ModelGateway.DependencyInjection;

/// <summary>Builds the gateway when the host starts, so that a wrong setting fails the start, and pre-warms connections.</summary>
internal sealed class GatewayStartup(IServiceProvider services, string name) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <exception cref="GatewayConfigurationException">A setting is wrong.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        GatewayRuntime runtime = services.GetRequiredKeyedService<GatewayRuntime>(name);
        GatewaySnapshot snapshot = runtime.Snapshots.Current;
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

    private async Task PreWarmAsync(GatewayRuntime runtime, string provider, HttpModelClient client, TimeSpan? connectTimeout)
    {
        try
        {
            await client.PreWarmAsync(connectTimeout, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            runtime.Logger.PreWarmFailed(provider, exception.Message);
        }
    }
}
