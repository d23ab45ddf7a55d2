using Microsoft.Extensions.Hosting;

namespace ModelGateway.Testing.Simulators;

/// <summary>Leaves the process's signals to the test runner.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
