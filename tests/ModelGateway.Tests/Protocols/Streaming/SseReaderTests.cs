using System.Text;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Streaming;

public sealed class SseReaderTests
{
    private const string Events =
        "\uFEFF: comment\n\ndata: one\n\nevent: two\r\ndata:two\r\n\r\ndata: a\rdata: b\r\rid: 3\nretry: 5\ndata\n\n: keep-alive\n\nevent: dropped\n\n"
        + "data: {\"long\":\"äöü😀\"}\n\ndata: last\n";

    private static readonly string[] Expected = ["|one", "two|two", "|a\nb", "|", "|{\"long\":\"äöü😀\"}", "|last"];

    [Fact]
    public async Task EverySplit_GivesTheSameEvents()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Events);
        for (int at = 0; at <= bytes.Length; at++)
        {
            Assert.Equal(Expected, await ReadAsync(ChunkedStream.Split(bytes, at)));
        }

        Assert.Equal(Expected, await ReadAsync(ChunkedStream.Random(bytes, new Random(1), 1)));
    }

    [Fact]
    public async Task LargeEvents_GrowTheBufferAndKeepTheirType()
    {
        string data = new('x', 100_000);
        byte[] bytes = Encoding.UTF8.GetBytes($"event: big\ndata: {data}\n\nevent: small\ndata: y\n\n");
        Assert.Equal([$"big|{data}", "small|y"], await ReadAsync(ChunkedStream.Random(bytes, new Random(2), 3000)));
    }

    [Fact]
    public async Task UnfinishedLine_IsNotAnEvent() =>
        Assert.Equal(["|whole"], await ReadAsync(new MemoryStream("data: whole\n\ndata: cut of"u8.ToArray())));

    [Fact]
    public async Task EventOverTheBound_IsMalformed()
    {
        using SseReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes("data: " + new string('x', 50_000))),
            new EventBudget(long.MaxValue, 10_000));
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () => await reader.ReadAsync(default));
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    [Fact]
    public async Task EndlessComments_DoNotGrowTheBuffer()
    {
        byte[] comments = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(": keep-alive\n\n", 5000)));
        using SseReader reader = new(new MemoryStream([.. comments, .. "data: x\n\n"u8]), new EventBudget(long.MaxValue, 20_000));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("x", Encoding.UTF8.GetString(reader.Data));
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        List<string> events = [];
        using SseReader reader = new(stream);
        while (await reader.ReadAsync(default))
        {
            events.Add(Encoding.UTF8.GetString(reader.EventType) + "|" + Encoding.UTF8.GetString(reader.Data));
        }

        return events;
    }
}
