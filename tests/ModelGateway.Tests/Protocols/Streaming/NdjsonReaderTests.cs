using System.Text;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Streaming;

public sealed class NdjsonReaderTests
{
    private const string Lines = "\uFEFF{\"a\":1}\n\n{\"b\":\"äöü😀\"}\r\n \t\r\n\r\n  {\"c\":[1,2]} \n{\"last\":true}";

    private static readonly string[] Expected = ["{\"a\":1}", "{\"b\":\"äöü😀\"}", "  {\"c\":[1,2]}", "{\"last\":true}"];

    [Fact]
    public async Task EverySplit_GivesTheSameLines()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Lines);
        for (int at = 0; at <= bytes.Length; at++)
        {
            Assert.Equal(Expected, await ReadAsync(ChunkedStream.Split(bytes, at)));
        }

        Assert.Equal(Expected, await ReadAsync(ChunkedStream.Random(bytes, new Random(1), 1)));
    }

    [Fact]
    public async Task LongLines_GrowTheBuffer()
    {
        string[] lines = ["{\"x\":\"" + new string('x', 100_000) + "\"}", "{}", "{\"y\":\"" + new string('y', 9_000) + "\"}", "1"];
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        Assert.Equal(lines, await ReadAsync(ChunkedStream.Random(bytes, new Random(2), 3000)));
        Assert.Equal(lines, await ReadAsync(new MemoryStream(bytes)));
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"b\":2", 1)]
    [InlineData("{\"a\":1}\n{\"b\":\"cut", 1)]
    [InlineData("{\"a\":1}\n{\"b\":2}", 2)]
    [InlineData("{\"a\":1}\n{", 1)]
    [InlineData("", 0)]
    [InlineData("\n\r\n", 0)]
    public async Task UnfinishedLastLine_IsALineOnlyIfItsJsonIsWhole(string text, int lines) =>
        Assert.Equal(lines, (await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Count);

    [Fact]
    public async Task LineOverTheBound_IsMalformed()
    {
        using NdjsonReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 50_000))),
            new EventBudget(long.MaxValue, 10_000));
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () => await reader.ReadAsync(default));
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    [Fact]
    public async Task EndlessBlankLines_DoNotGrowTheBuffer()
    {
        byte[] blanks = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\r\n", 50_000)));
        using NdjsonReader reader = new(new MemoryStream([.. blanks, .. "{}\n"u8]), new EventBudget(long.MaxValue, 20_000));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("{}", Encoding.UTF8.GetString(reader.Data));
        Assert.True(reader.EventType.IsEmpty);
        Assert.False(await reader.ReadAsync(default));
        Assert.False(await reader.ReadAsync(default));
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        List<string> lines = [];
        using NdjsonReader reader = new(stream);
        while (await reader.ReadAsync(default))
        {
            lines.Add(Encoding.UTF8.GetString(reader.Data));
        }

        return lines;
    }
}
