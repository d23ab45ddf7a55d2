using Microsoft.Extensions.AI;

namespace ModelGateway.Costs.Usage;

/// <summary>
/// The usage of an answer together with the usage of further passes, for which <see cref="UsageDetails"/> has no property.
/// </summary>
internal sealed class CompoundUsageDetails : UsageDetails
{
    /// <summary>The further passes; null where there were none.</summary>
    public IReadOnlyList<SubUsage>? SubUsage { get; set; }

    /// <summary>The class of service that was served, where the usage tells it.</summary>
    public string? ServiceTier { get; set; }
}
