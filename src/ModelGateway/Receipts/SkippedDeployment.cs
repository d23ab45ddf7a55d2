namespace ModelGateway;

/// <summary>A deployment that was considered and not tried.</summary>
/// <param name="Deployment">The deployment, as <c>provider/model</c>.</param>
/// <param name="Reason">Why it was skipped, e.g. <c>rate limited for 12 s</c> or <c>lacks json-schema</c>.</param>
public sealed record SkippedDeployment(string Deployment, string Reason)
{
    /// <summary>The required capabilities that it lacks; empty where it was skipped for another reason.</summary>
    public IReadOnlyList<Capability> Lacks { get; init; } = [];
}
