using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Every recorded request, mapped onto messages and options and written again, and the committed table of what differs.</summary>
public sealed class RequestTableTests
{
    private const string Intro =
        """
        # Recorded requests, written again

        Every recorded chat request of three protocols, mapped onto `ChatMessage` and `ChatOptions`, written by the adapter of its provider and
        compared with what was recorded, field by field. A test computes this page again and fails where it differs, and at every difference that
        is not listed here; `MODELGATEWAY_UPDATE=1` writes it anew. The order of an object's fields does not count.


        """;

    private static readonly string Table = Path.Combine(Repository.Root, "tests", "REQUESTS.md");

    [Fact]
    public async Task EveryRequest_IsWrittenAlike()
    {
        SharedData.Require("wire/openai.jsonl.gz");
        List<RequestTable> tables = [];
        foreach (RequestProtocol protocol in RequestProtocol.All)
        {
            RequestTable table = new(protocol);
            table.Run();
            tables.Add(table);
        }

        List<string> unexpected = [.. tables.SelectMany(table => table.Unexpected)];
        Assert.True(unexpected.Count == 0, $"{unexpected.Count}:\n{string.Join('\n', unexpected.Take(60))}");
        Assert.Equal([964, 442, 317], tables.Select(table => table.Requests));
        Assert.All(tables,
            table => Assert.True(table.Written > 0.9 * table.Requests, $"{table.Written} of {table.Requests} requests are written."));

        string now = Intro.Replace("\r", "", StringComparison.Ordinal) + string.Concat(tables).TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("MODELGATEWAY_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Table, now, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Table, TestContext.Current.CancellationToken), now, ignoreLineEndingDifferences: true);
    }
}
