namespace ModelGateway.Tests.Architecture;

public sealed class FolderDependencyTests
{
    /// <summary>
    /// The rooms from the bottom to the top: a room uses only those of the lines above its own. Adding a room is a decision made here.
    /// </summary>
    private static readonly string[][] Layers =
    [
        ["Scheduling", "Failures", "Access", "Capabilities", "Buffers"],
        ["Catalog"],
        ["Costs", "Keys", "Tokens", "Resilience"],
        ["Receipts"],
        ["Exceptions", "Ledger"],
        ["Schemas"],
        ["Protocols"],
        ["Providers", "Bridging"],
        ["Negotiation"],
        ["Requests"],
        ["Routing"],
        ["Diagnostics"],
        ["Configuration"],
        ["Pipeline"],
        ["DependencyInjection"],
    ];

    [Fact]
    public void Rooms_UseOnlyRoomsBelowThem()
    {
        Dictionary<string, int> level = Layers.SelectMany((layer, index) => layer.Select(folder => (folder, index)))
            .ToDictionary(pair => pair.folder, pair => pair.index);
        IEnumerable<string> wrong =
            from use in FolderGraph.Uses
            let room = (From: Room(use.From), To: Room(use.To))
            where room.From != room.To
            where !level.ContainsKey(room.From) || !level.ContainsKey(room.To) || level[room.To] >= level[room.From]
            select $"{use.File} uses {use.Symbol} of {use.To}";
        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void Folders_AreInNoCircle_AtAnyDepth()
    {
        ILookup<string, string> uses = FolderGraph.Uses.Select(use => (use.From, use.To)).Distinct()
            .ToLookup(use => use.From, use => use.To);
        IEnumerable<string> circles =
            from edge in uses.SelectMany(folder => folder.Select(to => (From: folder.Key, To: to)))
            where Reaches(edge.To, edge.From)
            from use in FolderGraph.Uses
            where use.From == edge.From && use.To == edge.To
            select $"{use.From} → {use.To}: {use.File} uses {use.Symbol}";
        Assert.True(!circles.Any(), string.Join("\n", circles.Order(StringComparer.Ordinal)));

        bool Reaches(string from, string target)
        {
            HashSet<string> seen = [from];
            Queue<string> open = new(seen);
            while (open.TryDequeue(out string? folder))
            {
                if (folder == target)
                {
                    return true;
                }

                foreach (string next in uses[folder].Where(seen.Add))
                {
                    open.Enqueue(next);
                }
            }

            return false;
        }
    }

    [Fact]
    public void FolderGraph_FindsTheUsesThatAreThere()
    {
        Assert.Contains(FolderGraph.Uses, use => use is { From: "Pipeline", To: "Routing", Symbol: "RoutePlan" });
        Assert.True(FolderGraph.Uses.Select(use => use.From).Distinct().Count() >= 30);
    }

    private static string Room(string folder) => folder.Contains('/') ? folder[..folder.IndexOf('/')] : folder;
}
