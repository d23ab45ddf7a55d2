using System.Text;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Providers.Http;

namespace ModelGateway.Tests.Providers.Http;

public sealed class PooledJsonContentTests
{
    [Fact]
    public async Task Content_IsJsonOfKnownLength_AndMarksTheRequestAsSent()
    {
        CallTransport transport = new();
        using PooledJsonContent content = Create("{\"a\":1}", transport);
        using MemoryStream sent = new();

        Assert.Equal(("application/json", 7L), (content.Headers.ContentType!.MediaType, content.Headers.ContentLength));
        Assert.False(transport.Sent);
        await content.CopyToAsync(sent);

        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(sent.ToArray()));
        Assert.True(transport.Sent);
    }

    [Fact]
    public async Task Dispose_KeepsTheBufferUntilACopyInProgressEnds()
    {
        PooledJsonContent content = Create("{\"a\":1}", new CallTransport());
        using GatedStream stream = new();

        Task copy = content.CopyToAsync(stream);
        content.Dispose();
        stream.Gate.SetResult();
        await copy;

        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(stream.ToArray()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => content.CopyToAsync(new MemoryStream()));
    }

    private static PooledJsonContent Create(string json, CallTransport transport)
    {
        PooledBufferWriter body = new();
        Encoding.UTF8.GetBytes(json).CopyTo(body.GetSpan(json.Length));
        body.Advance(json.Length);
        return new PooledJsonContent(body, transport);
    }

    private sealed class GatedStream : MemoryStream
    {
        public TaskCompletionSource Gate { get; } = new();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Gate.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
