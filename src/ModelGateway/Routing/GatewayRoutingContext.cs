namespace ModelGateway;

/// <summary>The request and the candidates, as a routing policy sees them.</summary>
public readonly ref struct GatewayRoutingContext
{
    internal GatewayRoutingContext(string? route, ReadOnlySpan<Deployment> candidates, GatewayScope scope, bool streaming, double random)
    {
        Route = route;
        Candidates = candidates;
        Scope = scope;
        Streaming = streaming;
        Random = random;
    }

    /// <summary>The route's name; null where the request named a deployment.</summary>
    public string? Route { get; }

    /// <summary>The candidates, in configured order.</summary>
    public ReadOnlySpan<Deployment> Candidates { get; }

    /// <summary>The scope of the caller.</summary>
    public GatewayScope Scope { get; }

    /// <summary>Whether the answer is streamed, so that the time to first token matters.</summary>
    public bool Streaming { get; }

    /// <summary>A number in [0, 1), drawn for this request; the only randomness that a policy may use.</summary>
    public double Random { get; }
}
