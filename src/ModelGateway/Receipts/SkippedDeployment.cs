namespace ModelGateway;

/// <summary>A deployment that was considered and not tried.</summary>
/// <param name="Deployment">The deployment, as <c>provider/model</c>.</param>
/// <param name="Reason">Why it was out, e.g. <c>rate limited for 12 s</c>.</param>
public sealed record SkippedDeployment(string Deployment, string Reason);
