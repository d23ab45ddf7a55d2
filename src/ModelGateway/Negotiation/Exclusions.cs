using System.Numerics;
using ModelGateway.Capabilities;
using ModelGateway.Receipts;

namespace ModelGateway.Negotiation;

/// <summary>
/// The candidates of a route that do not fit a request, each with the reason. The texts are written when they are first read.
/// </summary>
internal sealed class Exclusions : ISkippedSource
{
    private readonly CapabilityTable _table;
    private readonly RequestNeeds _needs;
    private SkippedDeployment[]? _all;

    public Exclusions(CapabilityTable table, in RequestNeeds needs)
    {
        _table = table;
        _needs = needs.WithInput(table.Sizes(needs));
    }

    /// <summary>
    /// All of them. Those that lack the fewest capabilities come first, and among these those with the smallest shortage.
    /// </summary>
    public IReadOnlyList<SkippedDeployment> All => _all ??= Describe();

    private SkippedDeployment[] Describe()
    {
        List<(int Lacks, double Shortage, SkippedDeployment Skipped)> found = [];
        for (int i = 0; i < _table.Count; i++)
        {
            CandidateMatch match = _table.Judge(i, _needs);
            if (match.Fit == CandidateFit.Out)
            {
                CandidateProfile row = _table[i];
                CapabilityFlags lacks = match.GetBlockers(_table.Rules);
                string reason = new ExclusionReason(row, match, _needs, _table.Rules).ToString();
                SkippedDeployment skipped = new(row.Name, reason) { Lacks = row.ToCapabilities(lacks, _needs) };
                found.Add((BitOperations.PopCount((ulong)lacks), Shortage(row, lacks), skipped));
            }
        }

        return [.. found.OrderBy(static one => one.Lacks).ThenBy(static one => one.Shortage).Select(static one => one.Skipped)];
    }

    // By how many times the request exceeds what the candidate has.
    private double Shortage(CandidateProfile row, CapabilityFlags lacks)
    {
        long size = (lacks & MeasureFlags.Size) != 0 ? _needs.Input!.Estimate(row.Model.Tokenizer).Expected + _needs.Output : 0;
        double asked = Math.Max(_needs.Asked.Context, size);
        double window = (lacks & (MeasureFlags.Context | MeasureFlags.Size)) == 0 ? 0 : asked / row.Window;
        double output = (lacks & MeasureFlags.Output) == 0 ? 0 : (double)_needs.Asked.Output / (row.Model.MaxOutputTokens ?? 1);
        return Math.Max(window, output);
    }
}
