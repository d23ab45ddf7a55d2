using ModelGateway.Negotiation;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>
/// Finds routes whose candidates can never meet the route's requirements. That is a warning rather than a fault: facts of models come from
/// catalogs too, and a new catalog must not keep an application from starting.
/// </summary>
internal static class RouteCheck
{
    /// <summary>The reason why no candidate of a route can meet its requirements; null where one can.</summary>
    public static string? FindFault(Route route)
    {
        if (route.Rules.Require.IsEmpty)
        {
            return null;
        }

        RequestNeeds needs = new() { Asked = route.Rules.Require, Prefer = [] };
        Candidates candidates = route.Capabilities.Negotiate(needs);
        if (candidates.Buffer is { } buffer)
        {
            Candidates.Return(buffer);
        }

        return candidates.Count > 0
            ? null
            : string.Join("; ", new Exclusions(route.Capabilities, needs).All.Select(static one => $"{one.Deployment}: {one.Reason}"));
    }
}
