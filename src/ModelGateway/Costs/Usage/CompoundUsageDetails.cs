using Microsoft.Extensions.AI;

namespace ModelGateway.Costs.Usage;

/// <summary>Usage of an answer that other passes contributed to, with what they used, which <see cref="UsageDetails"/> has no place for.</summary>
internal sealed class CompoundUsageDetails(IReadOnlyList<SubUsage> subUsage) : UsageDetails
{
    public IReadOnlyList<SubUsage> SubUsage => subUsage;
}
