namespace ModelGateway;

/// <summary>A name that the application asks for, and who may answer.</summary>
public sealed class RouteOptions
{
    /// <summary>The candidates, as <c>provider/model</c> or the name of a wrapped client's deployment. At least one.</summary>
    public IList<string> To { get; } = [];

    /// <summary>The policy that ranks them.</summary>
    /// <value>The default is <see cref="RoutingPolicies.Ordered"/>.</value>
    public string Policy { get; set; } = RoutingPolicies.Ordered;

    /// <summary>The clocks of attempts on this route.</summary>
    public GatewayTimeouts? Timeouts { get; set; }

    /// <summary>Whether a request that one provider's content filter refuses is tried with the next.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool FailOverWhenRefused { get; set; }

    /// <summary>
    /// Whether texts are embedded by another model where the deployments of the first one fail. Vectors of different models cannot be
    /// compared, so it suits only those that are compared within one answer. An answer is always of one model, which its embeddings name.
    /// </summary>
    /// <value>The default is <see langword="false"/>: only candidates of the first one's model (<see cref="ModelInfo.EmbeddingSpace"/>) embed.</value>
    public bool FailOverBetweenEmbeddingModels { get; set; }
}
