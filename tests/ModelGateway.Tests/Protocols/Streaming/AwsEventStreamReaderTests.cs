using System.Buffers.Binary;
using System.Text;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Streaming;

public sealed class AwsEventStreamReaderTests
{
    [Fact]
    public void Checksum_IsTheOneOfZlib()
    {
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));
        Assert.Equal(0u, Crc32.Compute([]));
        byte[] bytes = new byte[1000];
        new Random(5).NextBytes(bytes);
        for (int at = 0; at <= bytes.Length; at += 7)
        {
            Assert.Equal(Crc32.Compute(bytes), Crc32.Append(Crc32.Compute(bytes.AsSpan(0, at)), bytes.AsSpan(at)));
        }
    }

    [Fact]
    public async Task Frames_ComeBackAsTheyWereAtEverySplit()
    {
        (string Type, string Data)[] expected = [("first", "{\"a\":1}"), ("exception:throttlingException", "{}"), ("third", ""),
            ("", "grüß dich 🌍")];
        byte[] bytes =
        [
            .. BedrockFrames.Event("first", "{\"a\":1}"u8),
            .. BedrockFrames.Exception("throttlingException", "{}"u8),
            .. BedrockFrames.Event("third", []),
            .. BedrockFrames.Frame("grüß dich 🌍"u8, (":message-type", "event")),
        ];
        for (int at = 0; at <= bytes.Length; at++)
        {
            Assert.Equal(expected, await ReadAsync(ChunkedStream.Split(bytes, at)));
        }
    }

    [Fact]
    public async Task ManyFramesOfAllSizes_ComeBackInAnyPieces()
    {
        Random random = new(7);
        for (int round = 0; round < 30; round++)
        {
            List<(string, string)> expected = [];
            List<byte> bytes = [];
            for (int i = random.Next(1, 12); i > 0; i--)
            {
                string type = new('t', random.Next(0, 60));
                string data = new('d', random.Next(0, random.Next(3) == 0 ? 70_000 : 200));
                expected.Add((type, data));
                bytes.AddRange(BedrockFrames.Event(type, Encoding.UTF8.GetBytes(data)));
            }

            Assert.Equal(expected, await ReadAsync(ChunkedStream.Random([.. bytes], random, random.Next(1, 30_000))));
        }
    }

    [Fact]
    public async Task HeadersOfEveryType_ArePassedOver()
    {
        List<byte> headers = [];
        Add("true", 0);
        Add("false", 1);
        Add("byte", 2, 9);
        Add("short", 3, 1, 2);
        Add("int", 4, 1, 2, 3, 4);
        Add("long", 5, 1, 2, 3, 4, 5, 6, 7, 8);
        Add("bytes", 6, 0, 3, 1, 2, 3);
        Add("time", 8, 1, 2, 3, 4, 5, 6, 7, 8);
        Add("uuid", 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        Add(":message-type", 7, [0, 5, .. "event"u8]);
        Add(":event-type", 7, [0, 1, .. "e"u8]);
        Assert.Equal([("e", "x")], await ReadAsync(new MemoryStream(BedrockFrames.Frame("x"u8, [.. headers]))));

        Add("ten", 10);
        await AssertMalformedAsync(BedrockFrames.Frame("x"u8, [.. headers]));

        void Add(string name, byte type, params byte[] value) =>
            headers.AddRange([(byte)name.Length, .. Encoding.UTF8.GetBytes(name), type, .. value]);
    }

    [Fact]
    public async Task Error_TellsItsCodeAndWords()
    {
        byte[] frame = BedrockFrames.Frame([], (":message-type", "error"), (":error-code", "InternalError"),
            (":error-message", "It broke."));
        Assert.Equal([("error:InternalError", "It broke.")], await ReadAsync(new MemoryStream(frame)));
    }

    [Fact]
    public async Task EveryFlippedBit_IsNoticed()
    {
        byte[] frame = BedrockFrames.Event("contentBlockDelta", "{\"delta\":{\"text\":\"hello\"}}"u8);
        for (int bit = 0; bit < frame.Length * 8; bit++)
        {
            byte[] flipped = [.. frame];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertMalformedAsync(flipped);
        }
    }

    [Fact]
    public async Task StreamThatEndsWithinAFrame_BrokeOff()
    {
        byte[] frame = BedrockFrames.Event("e", "{}"u8);
        byte[] bytes = [.. frame, .. frame];
        for (int length = 0; length <= bytes.Length; length++)
        {
            using AwsEventStreamReader reader = new(new MemoryStream(bytes, 0, length));
            int read = 0;
            try
            {
                while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                {
                    read++;
                }

                Assert.Equal(0, length % frame.Length);
            }
            catch (EndOfStreamException)
            {
                Assert.NotEqual(0, length % frame.Length);
            }

            Assert.Equal(length / frame.Length, read);
        }
    }

    [Theory]
    [InlineData(15, 0)] // shorter than its own parts
    [InlineData(0, 0)]
    [InlineData(40, 25)] // headers beyond the frame
    [InlineData(24 * 1024 * 1024 + 1, 0)]
    [InlineData(1024 * 1024, 128 * 1024 + 1)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public async Task ImpossibleLengths_AreRefusedBeforeAnythingIsReserved(uint total, uint headers)
    {
        byte[] prelude = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(prelude, total);
        BinaryPrimitives.WriteUInt32BigEndian(prelude.AsSpan(4), headers);
        BinaryPrimitives.WriteUInt32BigEndian(prelude.AsSpan(8), Crc32.Compute(prelude.AsSpan(0, 8)));
        await AssertMalformedAsync([.. prelude, .. new byte[64]]);
    }

    [Theory]
    [InlineData("event", 100, 100)]
    [InlineData("event", 101, 100)]
    public async Task Bound_IsTheWholeFrames(string type, int length, int bound)
    {
        byte[] frame = BedrockFrames.Frame(new byte[length - 16 - 1 - 13 - 3 - 5], (":message-type", type));
        Assert.Equal(length, frame.Length);
        using AwsEventStreamReader reader = new(new MemoryStream(frame), new EventBudget(long.MaxValue, bound));
        if (length <= bound)
        {
            Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        }
        else
        {
            await Assert.ThrowsAsync<ProviderException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Noise_IsNeverAnEvent()
    {
        Random random = new(11);
        for (int round = 0; round < 2000; round++)
        {
            byte[] noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            await AssertMalformedAsync(noise);
        }

        // Right checksums around headers that are none.
        for (int round = 0; round < 2000; round++)
        {
            byte[] headers = new byte[random.Next(1, 60)];
            random.NextBytes(headers);
            await AssertMalformedAsync(BedrockFrames.Frame("x"u8, headers));
        }
    }

    private static async Task AssertMalformedAsync(byte[] bytes)
    {
        Exception? thrown = await Record.ExceptionAsync(() => ReadAsync(new MemoryStream(bytes)));
        Assert.True(thrown is ProviderException { Failure.Kind: FailureKind.Malformed } or EndOfStreamException, $"{thrown}");
    }

    private static async Task<List<(string Type, string Data)>> ReadAsync(Stream stream)
    {
        using AwsEventStreamReader reader = new(stream);
        List<(string, string)> read = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            read.Add((Encoding.UTF8.GetString(reader.EventType), Encoding.UTF8.GetString(reader.Data)));
        }

        return read;
    }
}
