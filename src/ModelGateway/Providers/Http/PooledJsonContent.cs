using System.Net;
using ModelGateway.Buffers;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>
/// A request body in a pooled buffer. The buffer goes back when the content is disposed and no copy to the wire is under way any more:
/// a provider may answer before it has read the whole body.
/// </summary>
internal sealed class PooledJsonContent : HttpContent
{
    private readonly PooledBufferWriter _body;
    private readonly CallTransport _transport;
    private int _users = 1;
    private bool _disposed;

    public PooledJsonContent(PooledBufferWriter body, CallTransport transport)
    {
        _transport = transport;
        _body = body;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!TryEnter(), this);
        try
        {
            await stream.WriteAsync(_body.WrittenMemory, cancellationToken).ConfigureAwait(false);
            _transport.Sent = true;
        }
        finally
        {
            Exit();
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.WrittenCount;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            Exit();
        }

        base.Dispose(disposing);
    }

    private bool TryEnter()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    private void Exit()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _body.Dispose();
        }
    }
}
