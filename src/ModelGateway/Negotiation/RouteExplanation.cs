using System.Globalization;
using System.Text;
using ModelGateway.Negotiation;
using ModelGateway.Routing;

namespace ModelGateway;

/// <summary>What would become of a request if it were sent now: who could take it, in which order, and why the others could not. Nothing was sent for it.</summary>
public sealed class RouteExplanation
{
    internal RouteExplanation()
    {
    }

    /// <summary>The name that was asked for (<c>ChatOptions.ModelId</c>); null where the default was meant.</summary>
    public string? RequestedModel { get; internal set; }

    /// <summary>The route that the name leads to; null where it names a deployment.</summary>
    public string? Route { get; internal set; }

    /// <summary>What the request needs, named or inferred.</summary>
    public IReadOnlyList<RouteRequirement> Requirements { get; internal set; } = [];

    /// <summary>How many tokens the input has, about.</summary>
    public long EstimatedInputTokens { get; internal set; }

    /// <summary>The most tokens of output that the request asks for; null where it sets no limit.</summary>
    public int? RequestedOutputTokens { get; internal set; }

    /// <summary>Who may take the request, in the order in which they would be tried; empty where nobody may, and the request would end in a <see cref="NoRouteException"/>.</summary>
    public IReadOnlyList<RouteCandidate> Candidates { get; internal set; } = [];

    /// <summary>Every other deployment of the route, with the reason; those that lack the least come first.</summary>
    public IReadOnlyList<SkippedDeployment> Excluded { get; internal set; } = [];

    /// <summary>All of it for a console, one line for each deployment.</summary>
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
