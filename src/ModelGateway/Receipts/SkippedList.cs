namespace ModelGateway.Receipts;

/// <summary>The deployments that a request skipped, with those that negotiation excluded before.</summary>
/// <param name="excluded">The deployments that lack what the request needs.</param>
internal sealed class SkippedList(ISkippedSource excluded) : List<SkippedDeployment>
{
    public ISkippedSource Excluded { get; set; } = excluded;
}
