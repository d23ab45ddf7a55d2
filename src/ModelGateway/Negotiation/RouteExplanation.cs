using System.Globalization;
using System.Text;

namespace ModelGateway;

/// <summary>
/// How a request would be routed if it were sent now: the candidates in their order, and why the other deployments are excluded. Nothing is
/// sent to find this out.
/// </summary>
public sealed class RouteExplanation
{
    internal RouteExplanation()
    {
    }

    /// <summary>The name in the request (<c>ChatOptions.ModelId</c>); null for the default route.</summary>
    public string? RequestedModel { get; internal set; }

    /// <summary>The route of that name; null if the name is that of a deployment.</summary>
    public string? Route { get; internal set; }

    /// <summary>The needs of the request, required by name or inferred.</summary>
    public IReadOnlyList<RouteRequirement> Requirements { get; internal set; } = [];

    /// <summary>The estimated tokens of the input.</summary>
    public long EstimatedInputTokens { get; internal set; }

    /// <summary>The request's limit of output tokens; null if it sets none.</summary>
    public int? RequestedOutputTokens { get; internal set; }

    /// <summary>
    /// The deployments that the request may be sent to, in the order in which they would be tried. If there are none, the request would end
    /// in a <see cref="NoRouteException"/>.
    /// </summary>
    public IReadOnlyList<RouteCandidate> Candidates { get; internal set; } = [];

    /// <summary>The other deployments of the route, each with the reason. Those that lack the fewest capabilities come first.</summary>
    public IReadOnlyList<SkippedDeployment> Excluded { get; internal set; } = [];

    /// <summary>The explanation as text for a console, with one line for each deployment.</summary>
    /// <returns>The lines.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Route ?? RequestedModel ?? "default").Append(" needs ");
        text.Append(Requirements.Count == 0 ? "nothing special" : string.Join(", ", Requirements));
        text.Append(CultureInfo.InvariantCulture, $" · about {EstimatedInputTokens:N0} tokens of input");
        if (RequestedOutputTokens is { } output)
        {
            text.Append(CultureInfo.InvariantCulture, $", at most {output:N0} of output");
        }

        for (int i = 0; i < Candidates.Count; i++)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {i + 1}. {Candidates[i]}");
        }

        foreach (SkippedDeployment excluded in Excluded)
        {
            text.AppendLine().Append("  out: ").Append(excluded.Deployment).Append(": ").Append(excluded.Reason);
        }

        return text.ToString();
    }
}
