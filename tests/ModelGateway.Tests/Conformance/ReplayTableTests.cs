using System.Text;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>Every recorded exchange, read by the adapter of its provider, and the committed table of what came of it.</summary>
public sealed class ReplayTableTests
{
    private const string Intro =
        """
        # Recorded traffic, replayed

        Every exchange of the recorded traffic, read by its provider's adapter. A test computes this table again and fails where it differs;
        `MODELGATEWAY_UPDATE=1` writes it anew. "Usage sums up": the disjoint buckets sum to the total that the provider reports.


        """;

    private static readonly string Table = Path.Combine(Repository.Root, "tests", "REPLAY.md");

    [Fact]
    public async Task EveryExchange_IsRead()
    {
        SharedData.Require("wire/openai.jsonl.gz");
        ReplayRow total = new("all");
        StringBuilder table = new(Intro + ReplayRow.Header + "\n");
        foreach (RecordingMap map in RecordingMap.All)
        {
            ReplayRow row = await new Replay(map).RunAsync();
            row.AddTo(total);
            table.Append(row).Append('\n');
        }

        table.Append(total).Append('\n');
        Assert.True(total.Crashes.Count == 0, string.Join('\n', total.Crashes));
        Assert.Equal(2_517, total.Exchanges);
        string now = table.Replace("\r", "").ToString();
        if (Environment.GetEnvironmentVariable("MODELGATEWAY_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Table, now, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Table, TestContext.Current.CancellationToken), now, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void EveryRecording_HasAnAdapter()
    {
        string folder = Path.GetDirectoryName(SharedData.Require("wire/openai.jsonl.gz"))!;
        Assert.Equal(
            Directory.GetFiles(folder, "*.jsonl.gz").Select(file => Path.GetFileName(file).Split('.')[0]).Order(StringComparer.Ordinal),
            RecordingMap.All.Select(map => map.Recording).Order(StringComparer.Ordinal));
    }
}
