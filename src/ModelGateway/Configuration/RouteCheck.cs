using ModelGateway.Negotiation;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>
/// Finds routes that nobody can serve. A warning rather than a fault: what is known of models comes from catalogs too, and a new one must not
/// keep an application from starting.
/// </summary>
internal static class RouteCheck
{
    /// <summary>Why no candidate of a route can ever meet its requirements; null where one can.</summary>
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
