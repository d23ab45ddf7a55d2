namespace ModelGateway.Routing;

/// <summary>Keeps the configured order.</summary>
internal sealed class OrderedPolicy : IRoutingPolicy
{
    public static OrderedPolicy Instance { get; } = new();

    public string Name => RoutingPolicies.Ordered;

    public void Rank(in GatewayRoutingContext context, Span<int> order)
    {
        // The order is the configured one already.
    }
}
