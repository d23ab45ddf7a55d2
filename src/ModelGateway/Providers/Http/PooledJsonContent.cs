using System.Net;
using ModelGateway.Buffers;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>
/// A request body in a pooled buffer. The buffer is returned when the content is disposed and no copy to the connection is in progress:
/// a provider may answer before it has read the whole body.
/// </summary>
internal sealed class PooledJsonContent : HttpContent
{
    private readonly PooledBufferWriter _body;
    private readonly CallTransport _transport;
    private LeaseCount _users = new();
    private bool _disposed;

    public PooledJsonContent(PooledBufferWriter body, CallTransport transport)
    {
        _transport = transport;
        _body = body;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_users.TryEnter(), this);
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

    private void Exit()
    {
        if (_users.Leave())
        {
            _body.Dispose();
        }
    }
}
