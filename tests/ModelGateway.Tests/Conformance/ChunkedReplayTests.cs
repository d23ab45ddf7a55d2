using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>Wherever the network splits a recorded stream, and however its lines end, the updates are the same.</summary>
public sealed class ChunkedReplayTests
{
    private const int SmallBody = 8 * 1024;

    public static TheoryData<string> Recordings { get; } = [.. RecordingMap.All.Select(map => map.Recording)];

    /// <summary>All of them where the sweep is whole, else some that rotate.</summary>
    [Theory, MemberData(nameof(Recordings))]
    public async Task SeededChunks_GiveTheSameUpdates(string recording)
    {
        int rounds = Tiers.IsFull ? 8 : 1;
        foreach ((Exchange exchange, IProtocol adapter) in Streams(recording))
        {
            string whole = await DescribeAsync(adapter, new MemoryStream(exchange.Body));
            for (int round = 0; round < rounds; round++)
            {
                Random random = new(HashCode(exchange.Id) + Tiers.Seed + round);
                Assert.Equal(whole, await DescribeAsync(adapter, ChunkedStream.Random(exchange.Body, random, round % 2 == 0 ? 97 : 7)));
            }
        }
    }

    [Theory, MemberData(nameof(Recordings))]
    public async Task SplitsOfSmallBodies_GiveTheSameUpdates(string recording)
    {
        foreach ((Exchange exchange, IProtocol adapter) in Streams(recording).Where(pair => pair.Exchange.Body.Length <= SmallBody))
        {
            string whole = await DescribeAsync(adapter, new MemoryStream(exchange.Body));
            int step = Tiers.IsFull ? 1 : 997;
            for (int at = 1 + (Tiers.Seed % step); at < exchange.Body.Length; at += step)
            {
                Assert.Equal(whole, await DescribeAsync(adapter, ChunkedStream.Split(exchange.Body, at)));
            }
        }
    }

    /// <summary>
    /// Server-sent events may end their lines in any of three ways, begin with a byte order mark and hold comments anywhere between lines.
    /// </summary>
    [Theory, MemberData(nameof(Recordings))]
    public async Task LineEndsMarksAndComments_ChangeNothing(string recording)
    {
        foreach ((Exchange exchange, IProtocol adapter) in Streams(recording))
        {
            using (IStreamFrames frames = adapter.CreateFrames(Stream.Null))
            {
                if (frames is not SseReader)
                {
                    continue;
                }
            }

            if (!Tiers.IsFull && (HashCode(exchange.Id) + Tiers.Seed) % 5 != 0)
            {
                continue;
            }

            string whole = await DescribeAsync(adapter, new MemoryStream(exchange.Body));
            string lines = Encoding.UTF8.GetString(exchange.Body).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            foreach (string variant in new[]
            {
                lines,
                lines.Replace("\n", "\r", StringComparison.Ordinal),
                lines.Replace("\n", "\r\n", StringComparison.Ordinal),
                "\uFEFF" + lines,
                ": a comment\n\n:\n" + lines.Replace("\n", "\n: keep-alive\n", StringComparison.Ordinal),
            })
            {
                Assert.Equal(whole, await DescribeAsync(adapter, new MemoryStream(Encoding.UTF8.GetBytes(variant))));
            }
        }
    }

    private static IEnumerable<(Exchange Exchange, IProtocol Adapter)> Streams(string recording)
    {
        RecordingMap map = RecordingMap.All.Single(map => map.Recording == recording);
        foreach (Exchange exchange in Exchange.All(recording))
        {
            ExchangeKind kind = RecordingMap.KindOf(exchange);
            if (kind is ExchangeKind.Chat or ExchangeKind.Responses && exchange is { IsStream: true, IsError: false })
            {
                yield return (exchange, map.Adapter(kind));
            }
        }
    }

    private static async Task<string> DescribeAsync(IProtocol adapter, Stream stream)
    {
        (List<ChatResponseUpdate> updates, _) = await Replay.ReadStreamAsync(adapter, stream);
        return ProtocolHarness.Describe(updates);
    }

    // A string's own hash differs from process to process.
    private static int HashCode(string text) => text.Aggregate(17, static (hash, letter) => unchecked((hash * 31) + letter)) & 0xFFFFFF;
}
