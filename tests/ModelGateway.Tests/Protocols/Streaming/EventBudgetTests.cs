using System.Text;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Streaming;

public sealed class EventBudgetTests
{
    private const int Limit = 1024 * 1024;

    private readonly EventBudget _budget = new(Limit);

    [Fact]
    public async Task SmallEvents_AreNotCounted()
    {
        using SseReader reader = new(Event(30_000), _budget);

        Assert.True(await reader.ReadAsync(default));

        Assert.Equal(0, _budget.Held);
    }

    /// <summary>The buffer that one large event needed is given back with the next read that waits, and at the end.</summary>
    [Theory]
    [InlineData("sse")]
    [InlineData("lines")]
    public async Task LargeEvent_IsCountedUntilItIsRead(string framing)
    {
        using StallingStream stream = new(Bytes(framing, 300_000));
        using IStreamFrames frames = Create(framing, stream);
        Assert.True(await frames.ReadAsync(default));
        long held = _budget.Held;
        using CancellationTokenSource cancellation = new();

        Task<bool> next = frames.ReadAsync(cancellation.Token).AsTask();

        Assert.InRange(held, 300_000, 600_000);
        Assert.Equal(0, _budget.Held);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Bounded());
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("lines")]
    [InlineData("frames")]
    public async Task LargestUnfinishedEvent_IsEndedWhereAllAreTooMuch(string framing)
    {
        using StallingStream silent = new(Beginning(framing, 600_000));
        using IStreamFrames large = Create(framing, silent);
        Task<bool> waiting = large.ReadAsync(default).AsTask();
        await silent.Stalled.Bounded();
        using IStreamFrames small = Create("sse", new StallingStream(Bytes("sse", 300_000)));

        Assert.True(await small.ReadAsync(default));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => waiting.Bounded());
        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains("MaxUnfinishedEventBytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventLargerThanTheBudget_EndsItself()
    {
        using SseReader reader = new(Event(2 * Limit), _budget);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () => await reader.ReadAsync(default));

        Assert.Contains("MaxUnfinishedEventBytes", exception.Message, StringComparison.Ordinal);
        reader.Dispose();
        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public async Task Limit_MayBeRaised()
    {
        _budget.Limit = 8 * Limit;
        using SseReader reader = new(Event(2 * Limit), _budget);

        Assert.True(await reader.ReadAsync(default));
    }

    private static MemoryStream Event(int length) => new(Bytes("sse", length));

    private static byte[] Bytes(string framing, int length) => Encoding.UTF8.GetBytes(
        framing == "sse" ? $"data: {new string('x', length)}\n\n" : $"\"{new string('x', length)}\"\n");

    private static byte[] Beginning(string framing, int length)
    {
        if (framing != "frames")
        {
            return Bytes(framing, length)[..length];
        }

        byte[] frame = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame, 2 * length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Compute(frame.AsSpan(0, 8)));
        return frame;
    }

    private IStreamFrames Create(string framing, Stream stream) => framing switch
    {
        "sse" => new SseReader(stream, _budget),
        "lines" => new NdjsonReader(stream, _budget),
        _ => new AwsEventStreamReader(stream, _budget),
    };

    /// <summary>Sends bytes and then nothing more, until the read is cancelled.</summary>
    private sealed class StallingStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _stalled = new();

        public Task Stalled => _stalled.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = Read(buffer.Span);
            if (read == 0)
            {
                _stalled.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return read;
        }
    }
}
