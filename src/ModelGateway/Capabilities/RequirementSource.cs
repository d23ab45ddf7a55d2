using ModelGateway.Routing;

namespace ModelGateway;

/// <summary>Where a requirement comes from.</summary>
public enum RequirementSource
{
    /// <summary>The request shows it: it has tools, images, a JSON schema.</summary>
    Request,

    /// <summary>The request's options name it (<see cref="GatewayRequestOptions.Require"/>).</summary>
    Options,

    /// <summary>The route asks it of everybody (<see cref="GatewayRouteOptions.Require"/>).</summary>
    Route,
}
