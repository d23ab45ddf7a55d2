using System.Net;
using System.Net.Sockets;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Makes the handler that opens connections to providers: its own connect clock, no redirects (a redirect would carry the key away), no
/// cookies, connections renewed now and then so that address changes are seen.
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

        // A stream that is read no further is cut off at once: reading it to its end for the connection's sake would be billed.
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, time, cancellationToken),
    };

    /// <summary>Lets the handler know the attempt that a request belongs to.</summary>
    public static void Attach(HttpRequestMessage request, CallTransport transport) => request.Options.Set(TransportKey, transport);

    /// <summary>The attempt that a request belongs to; null for a request that none made.</summary>
    public static CallTransport? Find(HttpRequestMessage request) => request.Options.TryGetValue(TransportKey, out CallTransport? transport) ? transport : null;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        CallTransport? transport = Find(context.InitialRequestMessage);
        long started = time.GetTimestamp();
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (transport?.Timeouts?.Connect is { Ticks: > 0 } limit)
            {
                using CancellationTokenSource clock = new(limit, time);
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, either.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    throw new TimeoutException(
                        $"No connection to {context.DnsEndPoint.Host}:{context.DnsEndPoint.Port} within {limit.TotalSeconds:0.###} s (Timeouts:Connect).");
                }
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
}
