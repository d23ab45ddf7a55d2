using Microsoft.Extensions.Hosting;

namespace ModelGateway.Testing.Simulators;

/// <summary>Handles no signals of the process, which belong to the test runner.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
