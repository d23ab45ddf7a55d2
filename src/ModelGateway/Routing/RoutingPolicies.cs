namespace ModelGateway;

/// <summary>The names of the policies that the gateway has built in.</summary>
public static class RoutingPolicies
{
    /// <summary>The candidates in the order in which the route lists them.</summary>
    public const string Ordered = "ordered";
}
