using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelGateway.Testing.Simulators;

/// <summary>
/// Kestrel on a free loopback port, isolated from the process: no configuration, no environment, no logs, no signal handlers.
/// </summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SimulatorState _state;
    private readonly WebApplication _application;
    private int _disposed;

    public SimulatorServer(SimulatorState state)
    {
        _state = state;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        _application = builder.Build();
        RequestHandler handler = new(state, _stopping.Token);
        _application.Run(handler.HandleAsync);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        IServerAddressesFeature addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new(addresses.Addresses.First());
    }

    public void AbortConnections()
    {
        foreach (ConnectionContext connection in _connections.Values)
        {
            connection.Abort(new ConnectionAbortedException("The simulator closed the connection."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // First stalled and paused requests are ended, then the connections that clients keep open. A graceful stop would wait for them.
        await _stopping.CancelAsync().ConfigureAwait(false);
        AbortConnections();
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;

        // A write returns when the socket has accepted it, so that a cut at byte N sends N bytes before it aborts.
        kestrel.Limits.MaxResponseBufferSize = 0;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => TrackAsync(next, connection));
        });
    }

    private async Task TrackAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        _connections[connection.ConnectionId] = connection;
        _state.Connections.Enter();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection.ConnectionId, out _);
            _state.Connections.Leave();
        }
    }
}
