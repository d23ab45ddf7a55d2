namespace ModelGateway.Receipts;

/// <summary>Deployments that were passed over, put into words when somebody reads them.</summary>
internal interface ISkippedSource
{
    IReadOnlyList<SkippedDeployment> All { get; }
}
