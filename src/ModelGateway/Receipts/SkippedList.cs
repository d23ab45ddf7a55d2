namespace ModelGateway.Receipts;

/// <summary>What a request passed over on its way, and who could not do what it needs from the start.</summary>
/// <param name="excluded">Who could not.</param>
internal sealed class SkippedList(ISkippedSource excluded) : List<SkippedDeployment>
{
    public ISkippedSource Excluded { get; set; } = excluded;
}
