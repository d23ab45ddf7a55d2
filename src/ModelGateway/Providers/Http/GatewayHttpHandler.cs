using System.Net;
using System.Net.Sockets;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Creates the handler that opens connections to providers. It times connects by the attempt's timeout, follows no redirects (which could
/// send the key to another server), keeps no cookies, and renews connections regularly, so that changes of addresses are noticed.
/// </summary>
internal static class GatewayHttpHandler
{
    private static readonly HttpRequestOptionsKey<CallTransport> TransportKey = new("ModelGateway.Transport");
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(TimeProvider time) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = ConnectionLifetime,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = Timeout.InfiniteTimeSpan,

        // The connection of a stream that is not read to its end is closed: draining it would let the provider generate, and bill, the
        // rest.
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, time, cancellationToken),
    };

    /// <summary>Tells the handler which attempt a request belongs to.</summary>
    public static void Attach(HttpRequestMessage request, CallTransport transport) => request.Options.Set(TransportKey, transport);

    /// <summary>The attempt that a request belongs to; null for other requests.</summary>
    public static CallTransport? Find(HttpRequestMessage request) =>
        request.Options.TryGetValue(TransportKey, out CallTransport? transport) ? transport : null;

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        CallTransport? transport = Find(context.InitialRequestMessage);
        long started = time.GetTimestamp();
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (transport?.Timeouts?.Connect is { Ticks: > 0 } limit)
            {
                await ConnectAsync(socket, context.DnsEndPoint, limit, time, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            }

            if (transport is not null)
            {
                transport.ConnectTime = time.GetElapsedTime(started);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask ConnectAsync(
        Socket socket, DnsEndPoint endpoint, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource clock = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(endpoint, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"No connection to {endpoint.Host}:{endpoint.Port} within {limit.TotalSeconds:0.###} s (Timeouts:Connect).");
        }
    }
}
