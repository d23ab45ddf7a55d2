namespace ModelGateway.Receipts;

/// <summary>Deployments that were skipped. Their reasons are formatted only when the receipt is read.</summary>
internal interface ISkippedSource
{
    IReadOnlyList<SkippedDeployment> All { get; }
}
