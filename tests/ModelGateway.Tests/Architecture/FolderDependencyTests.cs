namespace ModelGateway.Tests.Architecture;

public sealed class FolderDependencyTests
{
    /// <summary>The folders from the bottom to the top: a folder uses only those of the lines above its own. Adding a folder is a decision made here.</summary>
    private static readonly string[][] Layers =
    [
        ["Scheduling", "Failures", "Access"],
        ["Catalog"],
        ["Costs", "Keys"],
        ["Receipts"],
        ["Errors", "Ledger"],
        ["Providers"],
        ["Resilience", "Capabilities"],
        ["Requests"],
        ["Validation"],
        ["Routing"],
        ["Diagnostics"],
        ["Configuration"],
        ["Pipeline"],
        ["DependencyInjection"],
    ];

    [Fact]
    public void EveryFolderUsesOnlyFoldersBelowIt()
    {
        Dictionary<string, int> level = Layers.SelectMany((layer, index) => layer.Select(folder => (folder, index))).ToDictionary(pair => pair.folder, pair => pair.index);
        IEnumerable<string> wrong =
            from use in FolderGraph.Uses
            where !level.ContainsKey(use.From) || !level.ContainsKey(use.To) || level[use.To] >= level[use.From]
            select $"{use.File} uses {use.Symbol} of {use.To}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void TheGraphIsReallyRead()
    {
        Assert.Contains(FolderGraph.Uses, use => use is { From: "Pipeline", To: "Routing", Symbol: "RoutePlan" });
        Assert.True(FolderGraph.Uses.Select(use => use.From).Distinct().Count() >= 10);
    }
}
