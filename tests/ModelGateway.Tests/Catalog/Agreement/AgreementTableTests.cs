using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>
/// Compares the catalog with every model of the three lists that it has too, and with the committed table of differences.
/// </summary>
public sealed class AgreementTableTests
{
    private static readonly string Table = Path.Combine(Repository.Root, "tests", "CATALOG.md");

    [Fact]
    public async Task Differences_HaveAReason()
    {
        AgreementTable table = new();
        table.Add("prices/litellm-model-prices.json");
        table.Add("prices/openrouter-models.json");
        table.Add("prices/genai-prices.v2.json");

        List<Difference> unexplained = [.. table.Unexplained];
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} without a reason:\n{string.Join('\n', unexplained.Take(60))}");
        Assert.Empty(table.Idle.Select(rule => rule.Reason));
        Assert.True(table.Facts > 25_000 && table.Count < table.Facts / 10, $"{table.Count} of {table.Facts} differ.");

        string now = table.ToString().TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("MODELGATEWAY_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Table, now, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Table, TestContext.Current.CancellationToken), now, ignoreLineEndingDifferences: true);
    }
}
