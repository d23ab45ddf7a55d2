using System.Numerics;
using ModelGateway.Capabilities;
using ModelGateway.Receipts;

namespace ModelGateway.Negotiation;

/// <summary>The candidates of a route that a request may not be sent to, each with the reason; put into words only when somebody reads it.</summary>
internal sealed class Exclusions : ISkippedSource
{
    private readonly CapabilityTable _table;
    private readonly RequestNeeds _needs;
    private SkippedDeployment[]? _all;

    public Exclusions(CapabilityTable table, in RequestNeeds needs)
    {
        _table = table;
        _needs = needs.Without(table.Sizes(needs));
    }

    /// <summary>All of them, the closest first: those that lack the least, and of these the nearest in size.</summary>
    public IReadOnlyList<SkippedDeployment> All => _all ??= Describe();

    private SkippedDeployment[] Describe()
    {
        List<(int Lacks, double Size, SkippedDeployment Skipped)> found = [];
        for (int i = 0; i < _table.Count; i++)
        {
            CandidateMatch verdict = _table.Judge(i, _needs);
            if (verdict.Standing == CandidateFit.Out)
            {
                CandidateProfile row = _table[i];
                CapabilityFlags lacks = ExclusionReason.Of(verdict, _table.Rules);
                found.Add((BitOperations.PopCount((ulong)lacks), Shortage(row, lacks), new SkippedDeployment(row.Name, ExclusionReason.Reason(row, verdict, _needs, _table.Rules))
                {
                    Lacks = ExclusionReason.Capabilities(lacks, row, _needs),
                }));
            }
        }

        return [.. found.OrderBy(static one => one.Lacks).ThenBy(static one => one.Size).Select(static one => one.Skipped)];
    }

    // How many times what it has would be enough.
    private double Shortage(CandidateProfile row, CapabilityFlags lacks)
    {
        long size = (lacks & MeasureFlags.Size) != 0 ? _needs.Input!.Estimate(row.Model.Tokenizer).Expected + _needs.Output : 0;
        double asked = Math.Max(_needs.Asked.Context, size);
        double window = (lacks & (MeasureFlags.Context | MeasureFlags.Size)) == 0 ? 0 : asked / Math.Min(row.Model.ContextWindow ?? int.MaxValue, row.Model.MaxInputTokens ?? int.MaxValue);
        double output = (lacks & MeasureFlags.Output) == 0 ? 0 : (double)_needs.Asked.Output / (row.Model.MaxOutputTokens ?? 1);
        return Math.Max(window, output);
    }
}
