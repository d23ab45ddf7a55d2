using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelGateway.Tests.Support;

/// <summary>
/// Answers every request with a stream that begins with given bytes and continues as the test says. One connection at a time.
/// </summary>
internal sealed class PacedServer : IAsyncDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<NetworkStream> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private TcpClient? _client;

    public PacedServer(string beginning)
    {
        _listener.Start();
        Endpoint = new Uri($"http://{_listener.LocalEndpoint}/");
        _serving = ServeAsync(beginning);
    }

    public Uri Endpoint { get; }

    public async Task SendAsync(string text) => await (await _connected.Task.Bounded()).WriteAsync(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        _client?.Dispose();
        await _serving;
    }

    private async Task ServeAsync(string beginning)
    {
        try
        {
            _client = await _listener.AcceptTcpClientAsync();
            NetworkStream stream = _client.GetStream();
            byte[] buffer = new byte[64 * 1024];
            int end = 0;
            while (!IsWhole(buffer.AsSpan(0, end)))
            {
                end += await stream.ReadAsync(buffer.AsMemory(end));
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(Head + beginning));
            _connected.TrySetResult(stream);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            _connected.TrySetException(exception);
        }
    }

    // A request of the gateway is one JSON object, so the request ends with it.
    private static bool IsWhole(ReadOnlySpan<byte> request) => request.IndexOf("\r\n\r\n{"u8) > 0 && request[^1] == (byte)'}';
}
