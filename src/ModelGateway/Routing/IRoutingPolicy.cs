namespace ModelGateway;

/// <summary>Ranks the candidates of a route for one request. A policy is registered as a service and named in configuration.</summary>
public interface IRoutingPolicy
{
    /// <summary>The name that routes refer to, e.g. <c>ordered</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Puts the candidates in the order in which they are to be tried. Called on the request's path: neither block nor allocate.
    /// </summary>
    /// <param name="context">The request and the candidates.</param>
    /// <param name="order">
    /// Indices into <see cref="GatewayRoutingContext.Candidates"/> of those that can do what the request needs, in configured order; to be
    /// permuted in place. Afterwards preferences and last resorts divide them into groups, within which this order holds.
    /// </param>
    void Rank(in GatewayRoutingContext context, Span<int> order);
}
