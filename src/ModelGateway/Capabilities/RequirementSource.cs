namespace ModelGateway;

/// <summary>Where a requirement comes from.</summary>
public enum RequirementSource
{
    /// <summary>It was inferred from the request, e.g. from its tools, images or JSON schema.</summary>
    Request,

    /// <summary>The request's options name it (see <see cref="GatewayRequestOptions.Require"/>).</summary>
    Options,

    /// <summary>The route requires it of all candidates (see <see cref="GatewayRouteOptions.Require"/>).</summary>
    Route,
}
