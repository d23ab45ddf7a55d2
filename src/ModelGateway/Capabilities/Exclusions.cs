using System.Numerics;
using ModelGateway.Catalog;
using ModelGateway.Receipts;

namespace ModelGateway.Capabilities;

/// <summary>The candidates of a route that a request may not be sent to, each with the reason; put into words only when somebody reads it.</summary>
internal sealed class Exclusions(CapabilityTable table, RequestNeeds needs) : ISkippedSource
{
    private SkippedDeployment[]? _all;

    /// <summary>All of them, the closest first: those that lack the least, and of these the nearest in size.</summary>
    public IReadOnlyList<SkippedDeployment> All => _all ??= Describe();

    private SkippedDeployment[] Describe()
    {
        List<(int Lacks, double Size, SkippedDeployment Skipped)> found = [];
        for (int i = 0; i < table.Count; i++)
        {
            Verdict verdict = table.Judge(i, needs);
            if (verdict.Standing == Standing.Out)
            {
                CandidateFacts row = table[i];
                CapabilityFlags lacks = LackText.Of(verdict, table.Rules);
                found.Add((BitOperations.PopCount((ulong)lacks), Shortage(row, lacks), new SkippedDeployment(row.Name, LackText.Reason(row, verdict, needs, table.Rules))
                {
                    Lacks = LackText.Capabilities(lacks, needs),
                }));
            }
        }

        return [.. found.OrderBy(static one => one.Lacks).ThenBy(static one => one.Size).Select(static one => one.Skipped)];
    }

    // How many times what it has would be enough.
    private double Shortage(CandidateFacts row, CapabilityFlags lacks)
    {
        double asked = Math.Max(needs.Asked.Context, (lacks & Measures.Size) != 0 ? needs.InputAtLeast + needs.Output : 0);
        double window = (lacks & (Measures.Context | Measures.Size)) == 0 ? 0 : asked / Math.Min(row.Model.ContextWindow ?? int.MaxValue, row.Model.MaxInputTokens ?? int.MaxValue);
        double output = (lacks & Measures.Output) == 0 ? 0 : (double)needs.Asked.Output / (row.Model.MaxOutputTokens ?? 1);
        return Math.Max(window, output);
    }
}
